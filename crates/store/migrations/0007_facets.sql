-- What a ticket is filtered by: narrow, so that a million can be looked through, and in the order in which they are shown.
CREATE TABLE facet (
    seq INTEGER PRIMARY KEY,
    called_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    severity TEXT NOT NULL,
    late INTEGER NOT NULL,
    category TEXT NOT NULL,
    district TEXT,
    village TEXT,
    owner BLOB
) STRICT;

-- Within one value the newest first is the index backwards.
CREATE INDEX facet_unclosed ON facet (state) WHERE state <> 'closed';
CREATE INDEX facet_category ON facet (category);
CREATE INDEX facet_district ON facet (district) WHERE district IS NOT NULL;
CREATE INDEX facet_village ON facet (village) WHERE village IS NOT NULL;
CREATE INDEX facet_owner ON facet (owner) WHERE owner IS NOT NULL;

-- Whose it is.
CREATE TABLE facet_agency (
    agency TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (agency, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX facet_agency_seq ON facet_agency (seq);

-- Tickets of before are filed afterwards, from the newest to the oldest, while the room is open: from here on they are.
INSERT INTO meta (key, value) SELECT 'filed_from', max(seq) + 1 FROM ticket HAVING count(*) > 0;
