use crate::stage::{Door, PASSWORD, TestRoom, say};
use kentongan_rules::actor::Role;
use kentongan_rules::command::{Command, OpenTicket};
use kentongan_rules::id::{AssignmentNo, PersonId};
use kentongan_rules::ticket::{AssignmentRole, Place, Reporter};
use uuid::Uuid;

/// The agency of the liaison who tries everything.
pub const OWN: &str = "DAMKAR";

/// Who comes to the door; time itself does not.
pub const ROLES: [Role; 7] = [
    Role::Operator,
    Role::Supervisor,
    Role::Liaison,
    Role::Auditor,
    Role::Administrator,
    Role::Wall,
    Role::Desk,
];

/// A ticket with a word of its own in every field that a caller or an agency fills.
#[derive(Debug)]
pub struct Case {
    pub n: u128,
    pub category: &'static str,
    pub agencies: &'static [(&'static str, AssignmentRole)],
    returned: bool,
}

const fn case(n: u128, category: &'static str, agencies: &'static [(&'static str, AssignmentRole)]) -> Case {
    Case { n, category, agencies, returned: false }
}

pub const CASES: [Case; 6] = [
    case(1, say::FIRE, &[(OWN, AssignmentRole::Lead)]),
    case(2, say::FIRE, &[("PSC119", AssignmentRole::Lead)]),
    case(3, say::FIRE, &[("PSC119", AssignmentRole::Lead), (OWN, AssignmentRole::Copy)]),
    case(4, say::VIOLENCE, &[("POLRESTA", AssignmentRole::Lead)]),
    Case {
        returned: true,
        ..case(5, say::FIRE, &[("PSC119", AssignmentRole::Lead), (OWN, AssignmentRole::Support)])
    },
    case(6, say::VIOLENCE, &[("POLRESTA", AssignmentRole::Lead), (OWN, AssignmentRole::Support)]),
];

impl Case {
    /// Does the liaison's agency lead or support on it?
    pub fn is_own(&self) -> bool {
        let on_it = |(agency, role): &(&str, AssignmentRole)| *agency == OWN && *role != AssignmentRole::Copy;
        !self.returned && self.agencies.iter().any(on_it)
    }

    /// The number of its own assignment; of another's where it has none.
    pub fn own_no(&self) -> AssignmentNo {
        let at = self.agencies.iter().position(|(agency, _)| *agency == OWN).unwrap_or_default();
        AssignmentNo::try_from(at).unwrap() + 1
    }

    /// The table of who reads a caller's words: Siti did not open the restricted ones.
    pub fn reads(&self, role: Role) -> bool {
        match role {
            Role::Operator => self.category != say::VIOLENCE,
            Role::Supervisor => true,
            Role::Liaison => self.is_own(),
            Role::Auditor | Role::Administrator | Role::Wall | Role::Desk | Role::Clock => false,
        }
    }

    fn word(&self, of: &str) -> String {
        format!("kunci{}{of}", self.n)
    }

    fn number(&self) -> String {
        format!("0812-0000-77{:02}", self.n)
    }

    /// What only a reader of this ticket may be told.
    pub fn words(&self) -> Vec<String> {
        let words = ["nama", "patokan", "tempat", "uraian", "catatan", "jawaban"].map(|of| self.word(of));
        words.into_iter().chain([self.number()]).collect()
    }

    /// What the room noted for itself.
    pub fn inside(&self) -> String {
        self.word("dalam")
    }

    fn opening(&self) -> Command<String> {
        let opening = say::opening(self.n, self.category, crate::stage::at("14:00"));
        Command::OpenTicket(OpenTicket {
            place: Place {
                words: Some(self.word("tempat")),
                landmark: Some(self.word("patokan")),
                ..opening.place
            },
            reporter: Reporter {
                number: Some(self.number()),
                name: Some(self.word("nama")),
                call_back: true,
            },
            narrative: Some(self.word("uraian")),
            ..opening
        })
    }
}

pub fn add(id: u128, account: &str, role: Role, agency: Option<&str>) -> Command<String> {
    Command::AddPerson {
        person: PersonId(Uuid::from_u128(id)),
        account: account.to_owned(),
        name: account.to_owned(),
        role,
        secret: PASSWORD.to_owned(),
        agency: agency.map(Into::into),
    }
}

/// All cases, and who is not there yet; gives Siti, who opened those that are not restricted.
pub async fn furnish(room: &TestRoom) -> Door {
    let (siti, hana) = (room.signed_in("siti").await, room.signed_in("hana").await);
    hana.says(add(101, "bayu", Role::Liaison, Some(OWN))).await;
    hana.says(add(102, "eko", Role::Administrator, None)).await;
    for case in &CASES {
        let door = if case.category == say::VIOLENCE { &hana } else { &siti };
        door.says(case.opening()).await;
        let ticket = say::ticket(case.n);
        let to = case.agencies.iter().map(|(agency, role)| say::to(agency, *role)).collect();
        door.says(Command::Assign { ticket, seen: 1, plan: String::new(), to, departures: None, at: None })
            .await;
        for (of, internal) in [("catatan", false), ("dalam", true)] {
            door.says(Command::Note { ticket, text: case.word(of), internal }).await;
        }
        let mut told = say::told();
        told.text = Some(case.word("jawaban"));
        door.says(say::answer(case.n, told)).await;
        if case.returned {
            let bayu = room.signed_in("bayu").await;
            let reason = Some("bukan api".to_owned());
            bayu.says(Command::Return {
                step: say::step(case.n, 2, 1),
                reason,
                proposed: Some("BPBD".into()),
            })
            .await;
        }
    }
    siti
}

/// A door for whoever has this role.
pub async fn sit(room: &TestRoom, role: Role) -> Door {
    match role {
        Role::Operator => room.signed_in("siti").await,
        Role::Supervisor => room.signed_in("hana").await,
        Role::Liaison => room.signed_in("bayu").await,
        Role::Auditor => room.signed_in("dewi").await,
        Role::Administrator => room.signed_in("eko").await,
        Role::Wall => room.wall(),
        Role::Desk | Role::Clock => room.desk(),
    }
}
