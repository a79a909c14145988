#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_APPLICATION_ID "org.kontor.Kontor"

#define KONTOR_TYPE_APPLICATION (kontor_application_get_type ())
G_DECLARE_FINAL_TYPE (KontorApplication, kontor_application, KONTOR, APPLICATION, AdwApplication)

KontorApplication *kontor_application_new (GApplicationFlags flags);

G_END_DECLS
