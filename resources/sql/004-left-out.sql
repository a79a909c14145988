-- Of actions on very many rows those to which it could not be done when their turn came.
CREATE TABLE left_out (
  action INTEGER PRIMARY KEY,
  n_rows INTEGER NOT NULL,
  reason TEXT NOT NULL,                      -- of the first
  seen INTEGER NOT NULL DEFAULT 0            -- whether a person was told
) STRICT;
