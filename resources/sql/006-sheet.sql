-- What was typed into the table of products and not saved yet, or saved and not queued yet. Stays on this computer.
CREATE TABLE sheet (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  entity TEXT NOT NULL,
  object INTEGER NOT NULL,
  action INTEGER REFERENCES bulk ON DELETE CASCADE, -- that queues it; NULL: not saved
  base TEXT NOT NULL,                        -- what the changed fields were, as JSON
  change TEXT NOT NULL                       -- what they shall be
) STRICT;
CREATE UNIQUE INDEX sheet_typed ON sheet (entity, object) WHERE action IS NULL;
CREATE INDEX sheet_action ON sheet (action) WHERE action IS NOT NULL;
