-- What was typed of an object and its parts and not saved yet. Stays on this computer.
CREATE TABLE draft (
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  product INTEGER NOT NULL,                  -- 0: one that is to be made
  entity TEXT NOT NULL,
  object INTEGER NOT NULL,                   -- not above 0: what is to be made
  base TEXT NOT NULL,                        -- what the changed fields were, as JSON
  change TEXT NOT NULL,                      -- what they shall be
  PRIMARY KEY (account_id, product, entity, object)
) STRICT, WITHOUT ROWID;
