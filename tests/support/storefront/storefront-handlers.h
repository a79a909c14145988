#pragma once

#include "storefront-private.h"

G_BEGIN_DECLS

/* What answers the routes of storefront-routes.c. */
void storefront_batch_coupons (StorefrontRequest *request);
void storefront_batch_customers (StorefrontRequest *request);
void storefront_batch_orders (StorefrontRequest *request);
void storefront_batch_products (StorefrontRequest *request);
void storefront_batch_variations (StorefrontRequest *request);
void storefront_create_attribute (StorefrontRequest *request);
void storefront_create_attribute_term (StorefrontRequest *request);
void storefront_create_coupon (StorefrontRequest *request);
void storefront_create_customer (StorefrontRequest *request);
void storefront_create_fulfilment (StorefrontRequest *request);
void storefront_create_note (StorefrontRequest *request);
void storefront_create_order (StorefrontRequest *request);
void storefront_create_product (StorefrontRequest *request);
void storefront_create_refund (StorefrontRequest *request);
void storefront_create_term (StorefrontRequest *request);
void storefront_create_tracking (StorefrontRequest *request);
void storefront_create_variation (StorefrontRequest *request);
void storefront_delete_attribute (StorefrontRequest *request);
void storefront_delete_coupon (StorefrontRequest *request);
void storefront_delete_customer (StorefrontRequest *request);
void storefront_delete_fulfilment (StorefrontRequest *request);
void storefront_delete_media (StorefrontRequest *request);
void storefront_delete_note (StorefrontRequest *request);
void storefront_delete_order (StorefrontRequest *request);
void storefront_delete_product (StorefrontRequest *request);
void storefront_delete_refund (StorefrontRequest *request);
void storefront_delete_term (StorefrontRequest *request);
void storefront_delete_tracking (StorefrontRequest *request);
void storefront_delete_variation (StorefrontRequest *request);
void storefront_edit_media (StorefrontRequest *request);
void storefront_get_attribute (StorefrontRequest *request);
void storefront_get_coupon (StorefrontRequest *request);
void storefront_get_customer (StorefrontRequest *request);
void storefront_get_fulfilment (StorefrontRequest *request);
void storefront_get_index (StorefrontRequest *request);
void storefront_get_me (StorefrontRequest *request);
void storefront_get_media (StorefrontRequest *request);
void storefront_get_namespace (StorefrontRequest *request);
void storefront_get_note (StorefrontRequest *request);
void storefront_get_order (StorefrontRequest *request);
void storefront_get_product (StorefrontRequest *request);
void storefront_get_recorded (StorefrontRequest *request);
void storefront_get_refund (StorefrontRequest *request);
void storefront_get_setting_value (StorefrontRequest *request);
void storefront_get_term (StorefrontRequest *request);
void storefront_get_totals (StorefrontRequest *request);
void storefront_get_tracking (StorefrontRequest *request);
void storefront_get_variation (StorefrontRequest *request);
void storefront_get_zone (StorefrontRequest *request);
void storefront_list_all_refunds (StorefrontRequest *request);
void storefront_list_all_variations (StorefrontRequest *request);
void storefront_list_attribute_terms (StorefrontRequest *request);
void storefront_list_attributes (StorefrontRequest *request);
void storefront_list_buyers (StorefrontRequest *request);
void storefront_list_coupons (StorefrontRequest *request);
void storefront_list_customers (StorefrontRequest *request);
void storefront_list_fulfilments (StorefrontRequest *request);
void storefront_list_media (StorefrontRequest *request);
void storefront_list_notes (StorefrontRequest *request);
void storefront_list_orders (StorefrontRequest *request);
void storefront_list_products (StorefrontRequest *request);
void storefront_list_refunds (StorefrontRequest *request);
void storefront_list_terms (StorefrontRequest *request);
void storefront_list_trackings (StorefrontRequest *request);
void storefront_list_variations (StorefrontRequest *request);
void storefront_update_coupon (StorefrontRequest *request);
void storefront_update_customer (StorefrontRequest *request);
void storefront_update_fulfilment (StorefrontRequest *request);
void storefront_update_order (StorefrontRequest *request);
void storefront_update_product (StorefrontRequest *request);
void storefront_update_term (StorefrontRequest *request);
void storefront_update_variation (StorefrontRequest *request);
void storefront_upload (StorefrontRequest *request);

G_END_DECLS
