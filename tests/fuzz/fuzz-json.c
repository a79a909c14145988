#include "fuzz-json.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <yyjson.h>

/* Provided by libFuzzer: changes bytes. */
size_t LLVMFuzzerMutate (uint8_t *data, size_t size, size_t max_size);

/* What nobody expects, each as JSON. */
static const char *const oddities[] = {
  "null",
  "true",
  "false",
  "{}",
  "[]",
  "[[]]",
  "\"\"",
  "0",
  "-0",
  "-1",
  "1e400",
  "-1e-400",
  "0.1",
  "1.0",
  "0.00000049999999999",
  "9223372036854775807",
  "-9223372036854775808",
  "9223372036854.775807",
  "9223372036854.775808",
  "\"-9223372036854.775808\"",
  "99999999999999999999999999",
  "\"1.234,56\"",
  "\"abc\"",
  "\"NaN\"",
  "\" 7\"",
  "\"7 \"",
  "\"+7\"",
  "\"0x10\"",
  "\"trash\"",
  "\"completed\"",
  "\"refunded\"",
  "\"variation\"",
  "\"parent\"",
  "\"\\u0000x\"",
  "\"\\ud800\"",
  "\"\xff\xfe\"",
  "\"&amp;&#0;&#x110000;&bogus;<b\"",
  "\"0000-00-00T00:00:00\"",
  "\"9999-12-31T23:59:59\"",
  "\"2026-11-21 17:46:32\"",
  "{\"0\":1,\"0\":2}",
  "[{\"id\":1},{\"id\":1},{\"id\":\"1\"},{\"id\":1.0}]",
};

static guint
count_values (yyjson_mut_val *value)
{
  yyjson_mut_val *key, *item;
  gsize i, n;
  guint count = 1;

  if (yyjson_mut_is_arr (value))
    yyjson_mut_arr_foreach (value, i, n, item)
      count += count_values (item);
  if (yyjson_mut_is_obj (value))
    yyjson_mut_obj_foreach (value, i, n, key, item)
      count += count_values (item);
  return count;
}

/* The value of that number, counted from the root downwards. */
static yyjson_mut_val *
find_value (yyjson_mut_val *value, guint *number)
{
  yyjson_mut_val *key, *item, *found;
  gsize i, n;

  if ((*number)-- == 0)
    return value;
  if (yyjson_mut_is_arr (value))
    yyjson_mut_arr_foreach (value, i, n, item)
      if ((found = find_value (item, number)) != NULL)
        return found;
  if (yyjson_mut_is_obj (value))
    yyjson_mut_obj_foreach (value, i, n, key, item)
      if ((found = find_value (item, number)) != NULL)
        return found;
  return NULL;
}

static yyjson_mut_val *
choose (yyjson_mut_doc *doc, GRand *rand)
{
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  guint number = g_rand_int (rand) % count_values (root);

  return find_value (root, &number);
}

/* Becomes what the other is; its place among its neighbours stays. */
static void
become (yyjson_mut_val *value, const yyjson_mut_val *other)
{
  if (other == NULL)
    return;
  value->tag = other->tag;
  value->uni = other->uni;
}

static void
make_odd (yyjson_mut_doc *doc, yyjson_mut_val *value, GRand *rand)
{
  const char *text = oddities[g_rand_int (rand) % G_N_ELEMENTS (oddities)];
  yyjson_doc *odd = yyjson_read (text, strlen (text), YYJSON_READ_NUMBER_AS_RAW | YYJSON_READ_ALLOW_INVALID_UNICODE);

  become (value, yyjson_val_mut_copy (doc, yyjson_doc_get_root (odd)));
  yyjson_doc_free (odd);
}

/* An element or a member twice. */
static void
make_double (yyjson_mut_doc *doc, yyjson_mut_val *value)
{
  if (yyjson_mut_is_arr (value) && yyjson_mut_arr_size (value) > 0)
    yyjson_mut_arr_append (value, yyjson_mut_val_mut_copy (doc, yyjson_mut_arr_get_first (value)));
  if (yyjson_mut_is_obj (value) && yyjson_mut_obj_size (value) > 0) {
    yyjson_mut_obj_iter iter = yyjson_mut_obj_iter_with (value);
    yyjson_mut_val *key = yyjson_mut_obj_iter_next (&iter);

    yyjson_mut_obj_add (value, yyjson_mut_val_mut_copy (doc, key),
                        yyjson_mut_val_mut_copy (doc, yyjson_mut_obj_iter_get_val (key)));
  }
}

static void
lose_one (yyjson_mut_val *value, GRand *rand)
{
  if (yyjson_mut_is_arr (value) && yyjson_mut_arr_size (value) > 0)
    yyjson_mut_arr_remove (value, g_rand_int (rand) % yyjson_mut_arr_size (value));
  if (yyjson_mut_is_obj (value) && yyjson_mut_obj_size (value) > 0)
    yyjson_mut_obj_rotate (value, g_rand_int (rand) % yyjson_mut_obj_size (value));
  if (yyjson_mut_is_obj (value) && yyjson_mut_obj_size (value) > 0) {
    yyjson_mut_obj_iter iter = yyjson_mut_obj_iter_with (value);

    yyjson_mut_obj_iter_next (&iter);
    yyjson_mut_obj_iter_remove (&iter);
  }
}

/* Within another of its kind: a text instead of what it was, a list around it, an object by numbers as PHP writes it. */
static void
wrap (yyjson_mut_doc *doc, yyjson_mut_val *value, GRand *rand)
{
  yyjson_mut_val *copy = yyjson_mut_val_mut_copy (doc, value), *around;
  char *text;

  switch (g_rand_int (rand) % 3) {
  case 0:
    around = yyjson_mut_arr (doc);
    yyjson_mut_arr_append (around, copy);
    break;
  case 1:
    around = yyjson_mut_obj (doc);
    yyjson_mut_obj_add_val (doc, around, "0", copy);
    break;
  default:
    text = yyjson_mut_val_write (copy, YYJSON_WRITE_ALLOW_INVALID_UNICODE, NULL);
    around = text != NULL ? yyjson_mut_strcpy (doc, text) : copy;
    free (text);
  }
  become (value, around);
}

static void
mutate (yyjson_mut_doc *doc, GRand *rand)
{
  yyjson_mut_val *value = choose (doc, rand);

  switch (g_rand_int (rand) % 8) {
  case 0:
    become (value, yyjson_mut_val_mut_copy (doc, choose (doc, rand)));
    break;
  case 1:
    make_double (doc, value);
    break;
  case 2:
    lose_one (value, rand);
    break;
  case 3:
    wrap (doc, value, rand);
    break;
  default:
    make_odd (doc, value, rand);
  }
}

static size_t
write_back (yyjson_mut_doc *doc, uint8_t *data, size_t max_size)
{
  size_t length = 0;
  char *text = yyjson_mut_write (doc, YYJSON_WRITE_ALLOW_INVALID_UNICODE, &length);

  if (text != NULL && length <= max_size)
    memcpy (data, text, length);
  else
    length = 0;
  free (text);
  return length;
}

size_t
LLVMFuzzerCustomMutator (uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  yyjson_doc *read = yyjson_read ((const char *) data, size, YYJSON_READ_NUMBER_AS_RAW | YYJSON_READ_ALLOW_INVALID_UNICODE);
  yyjson_mut_doc *doc = read != NULL ? yyjson_doc_mut_copy (read, NULL) : NULL;
  size_t length = 0;

  yyjson_doc_free (read);
  if (doc != NULL && g_rand_int (rand) % 8 != 0) {
    for (guint i = 1 + g_rand_int (rand) % 4; i > 0; i--)
      mutate (doc, rand);
    length = write_back (doc, data, max_size);
  }
  yyjson_mut_doc_free (doc);
  return length > 0 ? length : LLVMFuzzerMutate (data, size, max_size);
}
