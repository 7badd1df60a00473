-- What the nightly sweep of personal text looks for: tickets and calls that have any left.
ALTER TABLE ticket ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
ALTER TABLE call ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;

UPDATE call SET erased = 1 WHERE json_extract(doc, '$.number') IS NULL AND json_extract(doc, '$.name') IS NULL
    AND json_extract(doc, '$.note') IS NULL;

CREATE INDEX ticket_to_erase ON ticket (seq) WHERE open = 0 AND erased = 0;
CREATE INDEX call_to_erase ON call (id) WHERE erased = 0;
CREATE INDEX sealed_ticket ON sealed (ticket) WHERE ticket IS NOT NULL;
