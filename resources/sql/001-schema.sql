-- Schema 1. Columns have the names of core's fields (tests/db compares them). An amount x is in millionths, x_text is the
-- server's own decimal where it says more than those. A reference x is x_id, the row here, and x_remote, the storefront's id.
-- x_key is what x is sorted by: case and accents folded, digits by value. Lists of members are tables or JSON in one column.

CREATE TABLE state (                         -- commit_seq, installation id: one row each
  key TEXT PRIMARY KEY,
  value TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  platform TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid (settings)), -- an object of texts
  info TEXT CHECK (json_valid (info)),       -- what the last check found (KontorAccountInfo)
  paused INTEGER NOT NULL DEFAULT 0,         -- 1: by the person; 2: after a restore, until looked at
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE feed (                          -- where the pulls of an account stand
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  name TEXT NOT NULL,
  first_cursor TEXT,
  first_done INTEGER NOT NULL DEFAULT 0,
  first_rows INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL DEFAULT -1,
  cursor TEXT,                               -- of CHANGES
  ids_cursor TEXT,
  swept_at INTEGER NOT NULL DEFAULT 0,
  succeeded_at INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  error_code TEXT,
  error TEXT,
  PRIMARY KEY (account_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE, remote_id TEXT, revision TEXT,
  kind TEXT,
  name TEXT,
  position INTEGER,
  data TEXT CHECK (json_valid (data)),
  UNIQUE (account_id, remote_id)
) STRICT;

CREATE TABLE category (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE, remote_id TEXT, revision TEXT,
  name TEXT,
  handle TEXT,
  parent_id INTEGER REFERENCES category ON DELETE SET NULL, parent_remote TEXT,
  position INTEGER,
  description TEXT,
  picture_url TEXT,
  metadata TEXT CHECK (json_valid (metadata)),
  UNIQUE (account_id, remote_id)
) STRICT;

CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE, remote_id TEXT, revision TEXT,
  kind TEXT,
  name TEXT,
  handle TEXT,
  metadata TEXT CHECK (json_valid (metadata)),
  UNIQUE (account_id, remote_id)
) STRICT;

CREATE TABLE product (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE, remote_id TEXT, revision TEXT,
  title TEXT,
  title_key TEXT,
  handle TEXT,
  status TEXT,
  kind TEXT,
  sku TEXT,
  vendor TEXT,
  currency TEXT,
  created_at INTEGER,
  updated_at INTEGER,
  featured INTEGER CHECK (featured IN (0, 1)),
  visibility TEXT,
  tax_status TEXT,
  tax_class TEXT,
  requires_shipping INTEGER CHECK (requires_shipping IN (0, 1)),
  view_url TEXT,
  admin_url TEXT,
  cover_url TEXT,
  variant_count INTEGER,
  price_min INTEGER, price_min_text TEXT,
  price_max INTEGER, price_max_text TEXT,
  available INTEGER,
  stock_state TEXT CHECK (stock_state IN ('in', 'low', 'out', 'untracked')),
  description TEXT,
  summary TEXT,
  seo_title TEXT,
  seo_description TEXT,
  metadata TEXT CHECK (json_valid (metadata)),
  UNIQUE (account_id, remote_id)
) STRICT;

CREATE TABLE product_option (
  product_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  name TEXT,
  "values" TEXT CHECK (json_valid ("values")),
  PRIMARY KEY (product_id, key),
  FOREIGN KEY (product_id) REFERENCES product ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE product_picture (
  product_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  url TEXT, name TEXT, alt TEXT, width INTEGER, height INTEGER,
  PRIMARY KEY (product_id, key),
  FOREIGN KEY (product_id) REFERENCES product ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE product_category (
  product_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  category_id INTEGER REFERENCES category ON DELETE SET NULL, category_remote TEXT,
  PRIMARY KEY (product_id, key),
  FOREIGN KEY (product_id) REFERENCES product ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE product_tag (
  product_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  tag_id INTEGER REFERENCES tag ON DELETE SET NULL, tag_remote TEXT,
  PRIMARY KEY (product_id, key),
  FOREIGN KEY (product_id) REFERENCES product ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE variant (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE, remote_id TEXT, revision TEXT,
  product_id INTEGER REFERENCES product ON DELETE SET NULL, product_remote TEXT,
  title TEXT,
  sku TEXT,
  gtin TEXT,
  mpn TEXT,
  position INTEGER,
  status TEXT,
  currency TEXT,
  price INTEGER, price_text TEXT,
  sale_price INTEGER, sale_price_text TEXT,
  sale_from INTEGER,
  sale_to INTEGER,
  cost INTEGER, cost_text TEXT,
  manage_stock INTEGER CHECK (manage_stock IN (0, 1)),
  backorders TEXT,
  low_stock INTEGER,
  on_hand INTEGER,
  available INTEGER,
  weight TEXT,
  length TEXT,
  width TEXT,
  height TEXT,
  hs_code TEXT,
  origin TEXT,
  picture_key TEXT,
  updated_at INTEGER,
  options TEXT CHECK (json_valid (options)),
  metadata TEXT CHECK (json_valid (metadata)),
  UNIQUE (account_id, remote_id)
) STRICT;

CREATE TABLE variant_price (
  variant_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  currency TEXT,
  amount INTEGER, amount_text TEXT,
  sale_amount INTEGER, sale_amount_text TEXT,
  rule TEXT,
  PRIMARY KEY (variant_id, key),
  FOREIGN KEY (variant_id) REFERENCES variant ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE stock_level (
  variant_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  on_hand INTEGER, committed INTEGER, unavailable INTEGER, incoming INTEGER,
  PRIMARY KEY (variant_id, key),
  FOREIGN KEY (variant_id) REFERENCES variant ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE, remote_id TEXT, revision TEXT,
  name TEXT,
  name_key TEXT,
  first_name TEXT,
  last_name TEXT,
  company TEXT,
  email TEXT,
  phone TEXT,
  kind TEXT,
  currency TEXT,
  created_at INTEGER,
  updated_at INTEGER,
  order_count INTEGER,
  spent INTEGER, spent_text TEXT,
  last_order_at INTEGER,
  marketing TEXT,
  admin_url TEXT,
  note TEXT,
  metadata TEXT CHECK (json_valid (metadata)),
  addresses TEXT CHECK (json_valid (addresses)),
  UNIQUE (account_id, remote_id)
) STRICT;

CREATE TABLE customer_tag (
  customer_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (customer_id, key),
  FOREIGN KEY (customer_id) REFERENCES customer ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_identity (
  customer_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  kind TEXT, value TEXT,
  PRIMARY KEY (customer_id, key),
  FOREIGN KEY (customer_id) REFERENCES customer ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE discount (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE, remote_id TEXT, revision TEXT,
  code TEXT,
  kind TEXT,
  percent TEXT,
  amount INTEGER, amount_text TEXT,
  currency TEXT,
  status TEXT,
  starts_at INTEGER,
  ends_at INTEGER,
  usage_count INTEGER,
  usage_limit INTEGER,
  customer_limit INTEGER,
  minimum INTEGER, minimum_text TEXT,
  maximum INTEGER, maximum_text TEXT,
  individual INTEGER CHECK (individual IN (0, 1)),
  free_shipping INTEGER CHECK (free_shipping IN (0, 1)),
  updated_at INTEGER,
  description TEXT,
  rules TEXT CHECK (json_valid (rules)),
  metadata TEXT CHECK (json_valid (metadata)),
  UNIQUE (account_id, remote_id)
) STRICT;

CREATE TABLE "order" (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE, remote_id TEXT, revision TEXT,
  number TEXT,
  number_key TEXT,
  placed_at INTEGER,
  placed_day INTEGER,
  updated_at INTEGER,
  currency TEXT,
  status TEXT,
  lifecycle TEXT CHECK (lifecycle IN ('draft', 'open', 'cancelled')),
  payment TEXT CHECK (payment IN ('pending', 'authorized', 'partially-paid', 'paid', 'partially-refunded', 'refunded',
                                  'voided', 'expired', 'overcharged')),
  fulfilment TEXT CHECK (fulfilment IN ('unfulfilled', 'partially-fulfilled', 'fulfilled', 'not-required')),
  return TEXT CHECK (return IN ('none', 'requested', 'in-progress', 'partially-returned', 'returned')),
  customer_id INTEGER REFERENCES customer ON DELETE SET NULL, customer_remote TEXT,
  customer_name TEXT,
  customer_name_key TEXT,
  email TEXT,
  phone TEXT,
  total INTEGER, total_text TEXT,
  subtotal INTEGER, subtotal_text TEXT,
  discount_total INTEGER, discount_total_text TEXT,
  shipping_total INTEGER, shipping_total_text TEXT,
  fee_total INTEGER, fee_total_text TEXT,
  tax_total INTEGER, tax_total_text TEXT,
  paid_total INTEGER, paid_total_text TEXT,
  refunded_total INTEGER, refunded_total_text TEXT,
  prices_include_tax INTEGER CHECK (prices_include_tax IN (0, 1)),
  item_count INTEGER,
  payment_method TEXT,
  channel TEXT,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  hold_reason TEXT,
  stage TEXT,
  packer TEXT,
  clamped INTEGER CHECK (clamped IN (0, 1)),
  customer_note TEXT,
  view_url TEXT,
  admin_url TEXT,
  metadata TEXT CHECK (json_valid (metadata)),
  parcels TEXT CHECK (json_valid (parcels)),
  addresses TEXT CHECK (json_valid (addresses)),
  UNIQUE (account_id, remote_id)
) STRICT;

CREATE TABLE order_tag (
  order_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (order_id, key),
  FOREIGN KEY (order_id) REFERENCES "order" ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_line (
  order_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  product_id INTEGER REFERENCES product ON DELETE SET NULL, product_remote TEXT,
  variant_id INTEGER REFERENCES variant ON DELETE SET NULL, variant_remote TEXT,
  name TEXT, variant_name TEXT, sku TEXT, gtin TEXT, quantity INTEGER, unit_price INTEGER, unit_price_text TEXT,
  subtotal INTEGER, subtotal_text TEXT, net INTEGER, net_text TEXT, tax INTEGER, tax_text TEXT,
  requires_shipping INTEGER CHECK (requires_shipping IN (0, 1)),
  picture_url TEXT, fulfilled INTEGER, refunded INTEGER, return_requested INTEGER, return_received INTEGER,
  return_dismissed INTEGER, written_off INTEGER,
  taxes TEXT CHECK (json_valid (taxes)),
  options TEXT CHECK (json_valid (options)),
  metadata TEXT CHECK (json_valid (metadata)),
  CHECK (fulfilled BETWEEN 0 AND max (quantity, 0)),
  CHECK (refunded BETWEEN 0 AND max (quantity, 0)),
  CHECK (return_requested >= 0 AND return_received >= 0 AND return_dismissed >= 0 AND written_off >= 0),
  CHECK (return_requested + return_received + return_dismissed <= fulfilled),
  PRIMARY KEY (order_id, key),
  FOREIGN KEY (order_id) REFERENCES "order" ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_shipping_line (
  order_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  method TEXT, title TEXT, net INTEGER, net_text TEXT, tax INTEGER, tax_text TEXT,
  taxes TEXT CHECK (json_valid (taxes)),
  PRIMARY KEY (order_id, key),
  FOREIGN KEY (order_id) REFERENCES "order" ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_fee (
  order_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  name TEXT, net INTEGER, net_text TEXT, tax INTEGER, tax_text TEXT,
  taxes TEXT CHECK (json_valid (taxes)),
  PRIMARY KEY (order_id, key),
  FOREIGN KEY (order_id) REFERENCES "order" ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_tax (
  order_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  label TEXT, rate TEXT, amount INTEGER, amount_text TEXT, shipping_amount INTEGER, shipping_amount_text TEXT,
  compound INTEGER CHECK (compound IN (0, 1)),
  PRIMARY KEY (order_id, key),
  FOREIGN KEY (order_id) REFERENCES "order" ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_discount (
  order_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  code TEXT, kind TEXT, amount INTEGER, amount_text TEXT, tax INTEGER, tax_text TEXT,
  PRIMARY KEY (order_id, key),
  FOREIGN KEY (order_id) REFERENCES "order" ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_payment (
  order_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  gateway TEXT, title TEXT, reference TEXT, status TEXT, authorized INTEGER, authorized_text TEXT,
  captured INTEGER, captured_text TEXT, refunded INTEGER, refunded_text TEXT,
  voided INTEGER CHECK (voided IN (0, 1)),
  paid_at INTEGER, expires_at INTEGER,
  captures TEXT CHECK (json_valid (captures)),
  PRIMARY KEY (order_id, key),
  FOREIGN KEY (order_id) REFERENCES "order" ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_refund (
  order_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  amount INTEGER, amount_text TEXT, reason TEXT, at INTEGER,
  by_gateway INTEGER CHECK (by_gateway IN (0, 1)),
  payment_key TEXT,
  PRIMARY KEY (order_id, key),
  FOREIGN KEY (order_id) REFERENCES "order" ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_refund_line (
  order_id INTEGER NOT NULL, refund_key TEXT NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  kind TEXT, line_key TEXT, quantity INTEGER, net INTEGER, net_text TEXT, tax INTEGER, tax_text TEXT,
  restock INTEGER CHECK (restock IN (0, 1)),
  taxes TEXT CHECK (json_valid (taxes)),
  PRIMARY KEY (order_id, refund_key, key),
  FOREIGN KEY (order_id, refund_key) REFERENCES order_refund ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_fulfilment (
  order_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  status TEXT, location TEXT, created_at INTEGER, shipped_at INTEGER, delivered_at INTEGER,
  cancelled_at INTEGER,
  PRIMARY KEY (order_id, key),
  FOREIGN KEY (order_id) REFERENCES "order" ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_fulfilment_line (
  order_id INTEGER NOT NULL, fulfilment_key TEXT NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  quantity INTEGER,
  PRIMARY KEY (order_id, fulfilment_key, key),
  FOREIGN KEY (order_id, fulfilment_key) REFERENCES order_fulfilment ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_shipment (
  order_id INTEGER NOT NULL, fulfilment_key TEXT NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  carrier TEXT, service TEXT, tracking_number TEXT, tracking_url TEXT, label_url TEXT, status TEXT,
  PRIMARY KEY (order_id, fulfilment_key, key),
  FOREIGN KEY (order_id, fulfilment_key) REFERENCES order_fulfilment ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_return (
  order_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  number TEXT, status TEXT, reason TEXT, note TEXT, requested_at INTEGER, received_at INTEGER, refund_key TEXT,
  PRIMARY KEY (order_id, key),
  FOREIGN KEY (order_id) REFERENCES "order" ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_return_line (
  order_id INTEGER NOT NULL, return_key TEXT NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  quantity INTEGER, received INTEGER, dismissed INTEGER, reason TEXT, condition TEXT,
  restock INTEGER CHECK (restock IN (0, 1)),
  note TEXT,
  CHECK (received >= 0 AND dismissed >= 0 AND received + dismissed <= quantity),
  PRIMARY KEY (order_id, return_key, key),
  FOREIGN KEY (order_id, return_key) REFERENCES order_return ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_claim (
  order_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  kind TEXT, status TEXT, return_key TEXT, amount INTEGER, amount_text TEXT, at INTEGER,
  data TEXT CHECK (json_valid (data)),
  PRIMARY KEY (order_id, key),
  FOREIGN KEY (order_id) REFERENCES "order" ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_exchange (
  order_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  status TEXT, return_key TEXT, difference INTEGER, difference_text TEXT, at INTEGER,
  data TEXT CHECK (json_valid (data)),
  PRIMARY KEY (order_id, key),
  FOREIGN KEY (order_id) REFERENCES "order" ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_edit (
  order_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  status TEXT, note TEXT, at INTEGER, settled_at INTEGER,
  PRIMARY KEY (order_id, key),
  FOREIGN KEY (order_id) REFERENCES "order" ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_edit_change (
  order_id INTEGER NOT NULL, edit_key TEXT NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  kind TEXT, line_key TEXT, quantity INTEGER, difference INTEGER,
  PRIMARY KEY (order_id, edit_key, key),
  FOREIGN KEY (order_id, edit_key) REFERENCES order_edit ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_hold (
  order_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  reason TEXT, note TEXT, at INTEGER, released_at INTEGER,
  PRIMARY KEY (order_id, key),
  FOREIGN KEY (order_id) REFERENCES "order" ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_note (
  order_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  text TEXT, author TEXT, at INTEGER,
  to_customer INTEGER CHECK (to_customer IN (0, 1)),
  by_system INTEGER CHECK (by_system IN (0, 1)),
  PRIMARY KEY (order_id, key),
  FOREIGN KEY (order_id) REFERENCES "order" ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE order_event (
  order_id INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  kind TEXT, text TEXT, actor TEXT, at INTEGER,
  PRIMARY KEY (order_id, key),
  FOREIGN KEY (order_id) REFERENCES "order" ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE stock_movement (                -- append-only ledger
  id INTEGER PRIMARY KEY,
  variant_id INTEGER NOT NULL REFERENCES variant ON DELETE CASCADE,
  location TEXT NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('allocation', 'release', 'sale', 'cancellation', 'return-restock', 'adjustment',
                                     'transfer-out', 'transfer-in', 'receipt', 'count', 'variance')),
  quantity INTEGER NOT NULL,
  on_hand INTEGER,                           -- after it, where known
  reason TEXT,
  actor TEXT,
  source_entity TEXT,
  source_id INTEGER,
  op_id INTEGER
) STRICT;
CREATE INDEX stock_movement_variant ON stock_movement (variant_id, at);

CREATE TABLE remote_state (                  -- of objects with pending ops
  entity TEXT NOT NULL,
  local_id INTEGER NOT NULL,
  doc TEXT CHECK (json_valid (doc)),         -- the record as the server last said it; NULL: not there (made here, or gone)
  revision TEXT,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (entity, local_id)
) STRICT;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  action INTEGER NOT NULL,
  class TEXT NOT NULL,
  kind TEXT NOT NULL,
  entity TEXT NOT NULL,
  local_id INTEGER NOT NULL,
  lane TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid (payload)),
  base TEXT CHECK (json_valid (base)),
  idempotency TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'retry-wait', 'acked', 'conflict', 'rejected', 'unknown',
                                       'cancelled')),
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0,
  error_code TEXT,
  error TEXT,
  resume TEXT,
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  acked_at INTEGER,
  undoes INTEGER,                            -- the op that this one takes back
  doubt INTEGER NOT NULL DEFAULT 0,          -- whether it may have happened, in whole or in part, though it is queued
  remote TEXT                                -- of a conflict or unknown: JSON of what the server has
) STRICT;
CREATE INDEX outbox_pending ON outbox (account_id, lane, id) WHERE state NOT IN ('acked', 'cancelled');
CREATE INDEX outbox_ready ON outbox (account_id, not_before, id) WHERE state IN ('queued', 'retry-wait');
CREATE INDEX outbox_open ON outbox (state, account_id) WHERE state IN ('sending', 'conflict', 'rejected', 'unknown');
CREATE INDEX outbox_object ON outbox (entity, local_id, id);
CREATE INDEX outbox_action ON outbox (action);
CREATE INDEX outbox_undoes ON outbox (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE bulk (                          -- gestures on very many rows, of which some are not queued yet
  action INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid (payload)),
  query TEXT,                                -- finds its rows, as long as they are not listed in bulk_row
  newest INTEGER                             -- of those rows: such with a greater id were made later and are not meant
) STRICT;

CREATE TABLE bulk_row (
  action INTEGER NOT NULL REFERENCES bulk ON DELETE CASCADE,
  local_id INTEGER NOT NULL,
  PRIMARY KEY (action, local_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE bulk_exception (                -- what the query finds too, and is not meant or done already
  action INTEGER NOT NULL REFERENCES bulk ON DELETE CASCADE,
  local_id INTEGER NOT NULL,
  PRIMARY KEY (action, local_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox_ref (                    -- what an op needs a remote id of before it can be sent
  op_id INTEGER NOT NULL REFERENCES outbox ON DELETE CASCADE,
  entity TEXT NOT NULL,
  local_id INTEGER NOT NULL,
  PRIMARY KEY (op_id, entity, local_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_ref_object ON outbox_ref (entity, local_id);

CREATE TABLE fence (                         -- when ops last touched an object: rows asked for before that are fetched again
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  entity TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  at INTEGER NOT NULL,                       -- commit_seq
  PRIMARY KEY (account_id, entity, remote_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE refetch (                       -- objects whose news could not be taken when they came
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  entity TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  at INTEGER NOT NULL,                       -- commit_seq
  PRIMARY KEY (account_id, entity, remote_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY,
  entity TEXT NOT NULL,
  builtin TEXT UNIQUE,                       -- of a shipped one; its name is translated by this
  name TEXT NOT NULL,
  filter TEXT NOT NULL,
  sort TEXT,
  columns TEXT,
  position INTEGER NOT NULL
) STRICT;

-- The shipped ones, as kontor_view_list () has them.
INSERT INTO saved_view (entity, builtin, name, filter, sort, position) VALUES
  ('order', 'orders-to-ship', 'To Ship', 'is:to-ship', 'placed', 0),
  ('order', 'orders-unpaid', 'Unpaid', 'is:unpaid is:open -is:archived', '-placed', 1),
  ('order', 'orders-hold', 'On Hold', 'is:hold', '-placed', 2),
  ('order', 'orders-returns', 'Returns', 'is:returning', '-placed', 3),
  ('order', 'orders-archived', 'Archived', 'is:archived', '-placed', 4),
  ('order', 'orders-all', 'All', '-is:archived', '-placed', 5),
  ('product', 'products-all', 'All', '-is:trash', 'title', 6),
  ('product', 'products-low', 'Low Stock', 'is:low', 'title', 7),
  ('product', 'products-out', 'Out of Stock', 'is:out', 'title', 8),
  ('product', 'products-drafts', 'Drafts', 'is:draft', 'title', 9),
  ('customer', 'customers-all', 'All', '', 'name', 10),
  ('customer', 'customers-returning', 'Returning', 'is:returning', 'name', 11),
  ('discount', 'discounts-all', 'All', '', 'code', 12),
  ('discount', 'discounts-active', 'Active', 'is:active', 'code', 13);

-- What people and scanners call things by. Where a list is sorted by it, its index serves.

CREATE INDEX product_handle ON product (handle) WHERE handle IS NOT NULL;
CREATE INDEX variant_sku ON variant (sku) WHERE sku IS NOT NULL;
CREATE INDEX variant_gtin ON variant (gtin) WHERE gtin IS NOT NULL;
CREATE INDEX customer_email ON customer (email COLLATE NOCASE) WHERE email IS NOT NULL;

-- References, for what hangs on an object and for its removal; and those that wait for their object to arrive.

CREATE INDEX category_parent ON category (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX product_category_category ON product_category (category_id) WHERE category_id IS NOT NULL;
CREATE INDEX product_tag_tag ON product_tag (tag_id) WHERE tag_id IS NOT NULL;
CREATE INDEX order_line_product ON order_line (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX order_line_variant ON order_line (variant_id) WHERE variant_id IS NOT NULL;
CREATE INDEX variant_product ON variant (product_id, position) WHERE product_id IS NOT NULL;
CREATE INDEX order_customer ON "order" (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX order_customer_sum ON "order" (customer_id, placed_at, currency, total, refunded_total) WHERE lifecycle = 'open';
CREATE INDEX category_parent_waiting ON category (parent_remote)
  WHERE parent_id IS NULL AND parent_remote IS NOT NULL;
CREATE INDEX product_category_category_waiting ON product_category (category_remote)
  WHERE category_id IS NULL AND category_remote IS NOT NULL;
CREATE INDEX product_tag_tag_waiting ON product_tag (tag_remote)
  WHERE tag_id IS NULL AND tag_remote IS NOT NULL;
CREATE INDEX order_line_product_waiting ON order_line (product_remote)
  WHERE product_id IS NULL AND product_remote IS NOT NULL;
CREATE INDEX order_line_variant_waiting ON order_line (variant_remote)
  WHERE variant_id IS NULL AND variant_remote IS NOT NULL;
CREATE INDEX variant_product_waiting ON variant (product_remote)
  WHERE product_id IS NULL AND product_remote IS NOT NULL;
CREATE INDEX order_customer_waiting ON "order" (customer_remote)
  WHERE customer_id IS NULL AND customer_remote IS NOT NULL;

-- Search. The words are folded and cut here already (kontor-store-words.c), so that the tokenizer has nothing to decide; a
-- character of the private use area before a word says which field it stands in. Newest first is the rowids' own order.
-- A beginning of up to ten characters is looked up like a word; before longer ones FTS5 gives a row it collects them all, which
-- takes 150 ms where a million orders have many of them.

CREATE VIRTUAL TABLE product_words USING fts5 (words, content = '', contentless_delete = 1, detail = none,
  prefix = '1 2 3 4 5 6 7 8 9 10', tokenize = ascii);
CREATE VIRTUAL TABLE customer_words USING fts5 (words, content = '', contentless_delete = 1, detail = none,
  prefix = '1 2 3 4 5 6 7 8 9 10', tokenize = ascii);
CREATE VIRTUAL TABLE order_words USING fts5 (words, content = '', contentless_delete = 1, detail = none,
  prefix = '1 2 3 4 5 6 7 8 9 10', tokenize = ascii);

CREATE TRIGGER product_unsearch AFTER DELETE ON product BEGIN DELETE FROM product_words WHERE rowid = old.id; END;
CREATE TRIGGER customer_unsearch AFTER DELETE ON customer BEGIN DELETE FROM customer_words WHERE rowid = old.id; END;
CREATE TRIGGER order_unsearch AFTER DELETE ON "order" BEGIN DELETE FROM order_words WHERE rowid = old.id; END;

-- Lists. Each sort of the orders has an index over all of them and one per shipped view, so that a list is read from an index
-- alone. A view's condition stands here word for word as in kontor-select.c; its columns follow the id, which ends the
-- order, because SQLite looks at them even where the index implies them. Ties: by account, then by id. The indexes over all
-- orders also have the states and the day, by which they are narrowed: a row looked up for that costs ten times an entry.

CREATE INDEX order_by_placed ON "order" (id, account_id, lifecycle, payment, fulfilment, placed_day);
CREATE INDEX order_by_number ON "order" (number_key, account_id, id, lifecycle, payment, fulfilment, placed_day);
CREATE INDEX order_by_total ON "order" (total, account_id, id, lifecycle, payment, fulfilment, placed_day);
CREATE INDEX order_by_customer ON "order" (customer_name_key, account_id, id, lifecycle, payment, fulfilment, placed_day);
CREATE INDEX order_by_updated ON "order" (updated_at, account_id, id, lifecycle, payment, fulfilment, placed_day);
CREATE INDEX order_by_items ON "order" (item_count, account_id, id, lifecycle, payment, fulfilment, placed_day);

CREATE INDEX order_archived_by_placed ON "order" (archived, id, account_id, lifecycle, payment, fulfilment, placed_day);
CREATE INDEX order_archived_by_number ON "order"
  (archived, number_key, account_id, id, lifecycle, payment, fulfilment, placed_day);
CREATE INDEX order_archived_by_total ON "order"
  (archived, total, account_id, id, lifecycle, payment, fulfilment, placed_day);
CREATE INDEX order_archived_by_customer ON "order"
  (archived, customer_name_key, account_id, id, lifecycle, payment, fulfilment, placed_day);
CREATE INDEX order_archived_by_updated ON "order"
  (archived, updated_at, account_id, id, lifecycle, payment, fulfilment, placed_day);
CREATE INDEX order_archived_by_items ON "order"
  (archived, item_count, account_id, id, lifecycle, payment, fulfilment, placed_day);

CREATE INDEX order_to_ship_by_placed ON "order" (id, account_id, lifecycle, payment, fulfilment, hold_reason, archived)
  WHERE lifecycle = 'open' AND archived = 0 AND hold_reason IS NULL
  AND fulfilment IN ('unfulfilled', 'partially-fulfilled')
  AND payment IN ('paid', 'authorized', 'partially-refunded', 'overcharged');
CREATE INDEX order_to_ship_by_number ON "order"
  (number_key, account_id, id, lifecycle, payment, fulfilment, hold_reason, archived)
  WHERE lifecycle = 'open' AND archived = 0 AND hold_reason IS NULL
  AND fulfilment IN ('unfulfilled', 'partially-fulfilled')
  AND payment IN ('paid', 'authorized', 'partially-refunded', 'overcharged');
CREATE INDEX order_to_ship_by_total ON "order" (total, account_id, id, lifecycle, payment, fulfilment, hold_reason, archived)
  WHERE lifecycle = 'open' AND archived = 0 AND hold_reason IS NULL
  AND fulfilment IN ('unfulfilled', 'partially-fulfilled')
  AND payment IN ('paid', 'authorized', 'partially-refunded', 'overcharged');
CREATE INDEX order_to_ship_by_customer ON "order"
  (customer_name_key, account_id, id, lifecycle, payment, fulfilment, hold_reason, archived)
  WHERE lifecycle = 'open' AND archived = 0 AND hold_reason IS NULL
  AND fulfilment IN ('unfulfilled', 'partially-fulfilled')
  AND payment IN ('paid', 'authorized', 'partially-refunded', 'overcharged');
CREATE INDEX order_to_ship_by_updated ON "order"
  (updated_at, account_id, id, lifecycle, payment, fulfilment, hold_reason, archived)
  WHERE lifecycle = 'open' AND archived = 0 AND hold_reason IS NULL
  AND fulfilment IN ('unfulfilled', 'partially-fulfilled')
  AND payment IN ('paid', 'authorized', 'partially-refunded', 'overcharged');
CREATE INDEX order_to_ship_by_items ON "order" (item_count, account_id, id, lifecycle, payment, fulfilment, hold_reason, archived)
  WHERE lifecycle = 'open' AND archived = 0 AND hold_reason IS NULL
  AND fulfilment IN ('unfulfilled', 'partially-fulfilled')
  AND payment IN ('paid', 'authorized', 'partially-refunded', 'overcharged');

CREATE INDEX order_unpaid_by_placed ON "order" (id, account_id, payment, lifecycle, archived)
  WHERE payment IN ('pending', 'authorized', 'partially-paid') AND lifecycle = 'open' AND archived = 0;
CREATE INDEX order_unpaid_by_number ON "order" (number_key, account_id, id, payment, lifecycle, archived)
  WHERE payment IN ('pending', 'authorized', 'partially-paid') AND lifecycle = 'open' AND archived = 0;
CREATE INDEX order_unpaid_by_total ON "order" (total, account_id, id, payment, lifecycle, archived)
  WHERE payment IN ('pending', 'authorized', 'partially-paid') AND lifecycle = 'open' AND archived = 0;
CREATE INDEX order_unpaid_by_customer ON "order" (customer_name_key, account_id, id, payment, lifecycle, archived)
  WHERE payment IN ('pending', 'authorized', 'partially-paid') AND lifecycle = 'open' AND archived = 0;
CREATE INDEX order_unpaid_by_updated ON "order" (updated_at, account_id, id, payment, lifecycle, archived)
  WHERE payment IN ('pending', 'authorized', 'partially-paid') AND lifecycle = 'open' AND archived = 0;
CREATE INDEX order_unpaid_by_items ON "order" (item_count, account_id, id, payment, lifecycle, archived)
  WHERE payment IN ('pending', 'authorized', 'partially-paid') AND lifecycle = 'open' AND archived = 0;

CREATE INDEX order_hold_by_placed ON "order" (id, account_id, hold_reason)
  WHERE hold_reason IS NOT NULL;
CREATE INDEX order_hold_by_number ON "order" (number_key, account_id, id, hold_reason)
  WHERE hold_reason IS NOT NULL;
CREATE INDEX order_hold_by_total ON "order" (total, account_id, id, hold_reason)
  WHERE hold_reason IS NOT NULL;
CREATE INDEX order_hold_by_customer ON "order" (customer_name_key, account_id, id, hold_reason)
  WHERE hold_reason IS NOT NULL;
CREATE INDEX order_hold_by_updated ON "order" (updated_at, account_id, id, hold_reason)
  WHERE hold_reason IS NOT NULL;
CREATE INDEX order_hold_by_items ON "order" (item_count, account_id, id, hold_reason)
  WHERE hold_reason IS NOT NULL;

CREATE INDEX order_returning_by_placed ON "order" (id, account_id, return)
  WHERE return IN ('requested', 'in-progress');
CREATE INDEX order_returning_by_number ON "order" (number_key, account_id, id, return)
  WHERE return IN ('requested', 'in-progress');
CREATE INDEX order_returning_by_total ON "order" (total, account_id, id, return)
  WHERE return IN ('requested', 'in-progress');
CREATE INDEX order_returning_by_customer ON "order" (customer_name_key, account_id, id, return)
  WHERE return IN ('requested', 'in-progress');
CREATE INDEX order_returning_by_updated ON "order" (updated_at, account_id, id, return)
  WHERE return IN ('requested', 'in-progress');
CREATE INDEX order_returning_by_items ON "order" (item_count, account_id, id, return)
  WHERE return IN ('requested', 'in-progress');

CREATE INDEX product_by_title ON product (title_key, account_id, id, status, stock_state);
CREATE INDEX product_by_updated ON product (updated_at, account_id, id, status, stock_state);
CREATE INDEX product_by_created ON product (created_at, account_id, id, status, stock_state);
CREATE INDEX product_by_price ON product (price_min, account_id, id, status, stock_state);
CREATE INDEX product_by_stock ON product (available, account_id, id, status, stock_state);
CREATE INDEX product_by_sku ON product (sku COLLATE NOCASE, account_id, id, status, stock_state);

CREATE INDEX customer_by_name ON customer (name_key, account_id);
CREATE INDEX customer_by_spent ON customer (spent, account_id);
CREATE INDEX customer_by_orders ON customer (order_count, account_id);
CREATE INDEX customer_by_last_order ON customer (last_order_at, account_id);
CREATE INDEX customer_by_created ON customer (created_at, account_id);

CREATE INDEX discount_by_code ON discount (code COLLATE NOCASE, account_id, id, status);
CREATE INDEX discount_by_ends ON discount (ends_at, account_id, id, status);
CREATE INDEX discount_by_usage ON discount (usage_count, account_id, id, status);
