CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  platform TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  settings TEXT NOT NULL DEFAULT '{}',      -- JSON object of texts
  info TEXT,                                -- JSON: what the last check found (KontorAccountInfo)
  paused INTEGER NOT NULL DEFAULT 0,        -- the person's pause; 2: after a restore, until looked at
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE feed (                          -- where the pulls of an account stand
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  name TEXT NOT NULL,
  first_cursor TEXT, first_done INTEGER NOT NULL DEFAULT 0, first_rows INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT -1,
  cursor TEXT,                               -- of CHANGES
  ids_cursor TEXT, swept_at INTEGER NOT NULL DEFAULT 0,
  succeeded_at INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, error_code TEXT, error TEXT,
  PRIMARY KEY (account_id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE remote_state (
  entity TEXT NOT NULL, local_id INTEGER NOT NULL,
  doc TEXT,                                  -- JSON of the record as the server last said it; NULL: not there (made here, or gone)
  revision TEXT, seen_at INTEGER NOT NULL,
  PRIMARY KEY (entity, local_id)
) STRICT;
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  action INTEGER NOT NULL,
  class TEXT NOT NULL, kind TEXT NOT NULL,
  entity TEXT NOT NULL, local_id INTEGER NOT NULL,
  lane TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid (payload)),
  base TEXT,
  idempotency TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('queued','sending','retry-wait','acked','conflict','rejected','unknown','cancelled')),
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0,
  error_code TEXT, error TEXT, resume TEXT,
  created_at INTEGER NOT NULL, sent_at INTEGER, acked_at INTEGER,
  undoes INTEGER,                            -- the op that this one takes back
  remote TEXT                                -- of a conflict or unknown: JSON of what the server has
) STRICT;
CREATE INDEX outbox_pending ON outbox (account_id, lane, id) WHERE state NOT IN ('acked','cancelled');
CREATE INDEX outbox_object ON outbox (entity, local_id, id);
CREATE INDEX outbox_action ON outbox (action);
CREATE TABLE outbox_ref (                    -- what an op needs a remote id of before it can be sent
  op_id INTEGER NOT NULL REFERENCES outbox ON DELETE CASCADE,
  entity TEXT NOT NULL, local_id INTEGER NOT NULL,
  PRIMARY KEY (op_id, entity, local_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_ref_object ON outbox_ref (entity, local_id);
CREATE TABLE fence (                         -- when ops last touched an object: rows asked for before that are fetched again
  account_id INTEGER NOT NULL, entity TEXT NOT NULL, remote_id TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (account_id, entity, remote_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY, entity TEXT NOT NULL, builtin TEXT UNIQUE, name TEXT NOT NULL, filter TEXT NOT NULL, sort TEXT,
  columns TEXT, position INTEGER NOT NULL
) STRICT;
CREATE TABLE stock_movement (                -- append-only ledger
  id INTEGER PRIMARY KEY, variant_id INTEGER NOT NULL REFERENCES variant ON DELETE CASCADE, location TEXT NOT NULL, at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('allocation','release','sale','cancellation','return-restock','adjustment','transfer-out','transfer-in','receipt','count','variance')),
  quantity INTEGER NOT NULL, on_hand INTEGER, reason TEXT, actor TEXT, source_entity TEXT, source_id INTEGER, op_id INTEGER
) STRICT;
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;  -- commit_seq, installation id, one row each
