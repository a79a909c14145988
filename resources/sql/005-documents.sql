-- What shops print on everything. One that a document bears is kept; the newest of an account is the present one.
CREATE TABLE letterhead (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  data TEXT NOT NULL CHECK (json_valid (data)),
  logo BLOB                                  -- PNG
) STRICT;
CREATE INDEX letterhead_account ON letterhead (account_id);

CREATE TABLE document_series (               -- where the numbers of invoices and credit notes stand
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  kind TEXT NOT NULL,
  prefix TEXT NOT NULL,
  next INTEGER NOT NULL,
  PRIMARY KEY (account_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (                      -- what was made for printing, by what it said then
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  letterhead_id INTEGER NOT NULL REFERENCES letterhead,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,                     -- the shop's id of the order; '' where it is about several
  refund_key TEXT NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL,
  day INTEGER NOT NULL,
  prefix TEXT,                               -- and seq: its number, where its kind has one
  seq INTEGER,
  about TEXT,                                -- the number of the invoice that a credit note is about
  orders TEXT NOT NULL CHECK (json_valid (orders)),
  goods TEXT NOT NULL DEFAULT '[]' CHECK (json_valid (goods))
) STRICT;
CREATE UNIQUE INDEX document_number ON document (account_id, kind, prefix, seq) WHERE seq IS NOT NULL;
CREATE UNIQUE INDEX document_once ON document (account_id, kind, subject, refund_key) WHERE seq IS NOT NULL;
CREATE INDEX document_letterhead ON document (letterhead_id);

CREATE TABLE print (                         -- every time that it was printed
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  subject TEXT NOT NULL,                     -- the shop's id of an order that it is about
  at INTEGER NOT NULL,
  printer TEXT NOT NULL
) STRICT;
CREATE INDEX print_document ON print (document_id);
CREATE INDEX print_subject ON print (account_id, subject);

CREATE TABLE print_profile (                 -- how a kind of document is printed on this computer
  kind TEXT PRIMARY KEY,
  data TEXT NOT NULL CHECK (json_valid (data))
) STRICT, WITHOUT ROWID;
