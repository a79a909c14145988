-- What comes back with claims and exchanges, and what is sent for it.
ALTER TABLE order_claim ADD COLUMN lines TEXT CHECK (json_valid (lines));
ALTER TABLE order_exchange ADD COLUMN lines TEXT CHECK (json_valid (lines));
