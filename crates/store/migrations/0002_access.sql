-- Who opened a restricted case that they do not handle. A chain of its own beside the journal: reading moves no seq.
CREATE TABLE access (
    no INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    -- Whose way it opened; kept apart so that it is found.
    person BLOB,
    command BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    ticket BLOB,
    until INTEGER,
    data TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER access_update BEFORE UPDATE ON access BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;

CREATE TRIGGER access_delete BEFORE DELETE ON access BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;

CREATE TRIGGER access_next BEFORE INSERT ON access
WHEN NEW.no IS NOT (SELECT coalesce(max(no), 0) + 1 FROM access) BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;

CREATE INDEX access_open ON access (person, until) WHERE until IS NOT NULL;
CREATE INDEX access_ticket ON access (ticket) WHERE ticket IS NOT NULL;
