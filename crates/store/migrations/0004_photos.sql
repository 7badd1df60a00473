-- Photos of what an agency did, each beside its ticket and erased with it. The journal names one by its hash; one that
-- nothing has named yet was taken in for a command that has not come, and is let go after a day.
CREATE TABLE photo (
    ticket BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 32),
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    -- Whose it is; kept apart so that those of one person that wait are counted.
    person BLOB NOT NULL,
    named INTEGER NOT NULL DEFAULT 0,
    bytes BLOB NOT NULL,
    UNIQUE (ticket, id)
) STRICT;

CREATE INDEX photo_waiting ON photo (person, at) WHERE named = 0;
