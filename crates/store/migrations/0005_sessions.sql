-- Who is signed in, by the hash of what their desk shows: a room that starts again still knows them. Nobody's history, and
-- never taken back from a backup.
CREATE TABLE session (
    token TEXT NOT NULL PRIMARY KEY CHECK (length(token) = 64),
    person BLOB NOT NULL,
    desk INTEGER NOT NULL,
    shift TEXT,
    since INTEGER NOT NULL,
    -- When they last asked anything, to the minute.
    heard INTEGER NOT NULL,
    -- Since when their screen is locked.
    locked INTEGER
) STRICT, WITHOUT ROWID;
