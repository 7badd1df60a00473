//! What is handed over to another body, as it is read out or pasted, and as a page.

use crate::kit::{imprint, when};
use crate::sending::{self, Word};
use crate::words::say;
use kentongan_rules::actor::Actor;
use kentongan_rules::handoff::{HandedCaller, HandedStep, Handoff, HandoffPage, handoff};
use kentongan_rules::paper::{Block, Paper};
use kentongan_rules::region::{Agency, AgencyCode};
use kentongan_rules::setup::Setup;
use kentongan_rules::time::At;
use kentongan_rules::view::{AssignmentRow, TicketRow};

/// Of a narrative, what can be read out in one breath or two; the rest is asked for.
const READ_OUT: usize = 600;

/// `None` where there is nothing to hand over: no such body, or a case that may not be read.
pub fn page(setup: &Setup, ticket: &TicketRow, to: &AgencyCode, now: At) -> Option<HandoffPage> {
    let agency = setup.region.agency(to)?;
    let document = handoff(&setup.region.name, ticket, agency, now)?;
    let text = text(setup, ticket, agency, &document);
    Some(HandoffPage { document, text, ways: sending::ways(setup, agency, now) })
}

/// Says the parts of a document in the room's language.
struct Said<'a> {
    setup: &'a Setup,
    ticket: &'a TicketRow,
    document: &'a Handoff,
}

impl Said<'_> {
    fn word(&self, key: &str, places: &[(&str, &str)]) -> String {
        say(self.setup.settings.language, &format!("agency_text.{key}"), places)
    }

    /// In words, and whether only the caller says so.
    fn place(&self) -> (String, bool) {
        let word: Word<'_> = &|key, places| self.word(key, places);
        let (place, verified) = sending::place(self.setup, self.ticket, word);
        (place, verified)
    }

    fn what(&self) -> String {
        let language = self.setup.settings.language;
        let category = sending::category(self.setup, self.ticket, language);
        let severity = say(language, &format!("names.severity_{}", sending::severity(self.ticket)), &[]);
        self.word("hand_what", &[("category", &category), ("severity", &severity)])
    }

    fn point(&self) -> Option<String> {
        self.document.place.point.map(|point| format!("{:.5}, {:.5}", point.lat, point.lon))
    }

    fn narrative(&self) -> Option<String> {
        let text = self.document.narrative.as_deref()?;
        if text.chars().count() <= READ_OUT {
            return Some(text.to_owned());
        }
        let cut: String = text.chars().take(READ_OUT).collect();
        let whole = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(whole, _)| whole);
        Some(format!("{whole} ..."))
    }

    fn asked(&self) -> Option<String> {
        let said = self.document.asked.iter();
        let said: Vec<String> =
            said.filter_map(|one| Some(format!("{} {}", one.question, one.answer.as_ref()?))).collect();
        (!said.is_empty()).then(|| said.join("; "))
    }

    fn step(&self, step: &HandedStep) -> String {
        let agency = self.setup.region.agency(&step.agency);
        let agency = agency.map_or_else(|| step.agency.to_string(), |one| one.short_name.clone());
        let state = say(self.setup.settings.language, &format!("names.state_{}", step.state.name()), &[]);
        let time = crate::kit::clock(self.setup, step.at);
        self.word("hand_step", &[("agency", &agency), ("state", &state), ("when", time.as_str())])
    }

    fn done(&self) -> Option<String> {
        let steps: Vec<String> = self.document.done.iter().map(|step| self.step(step)).collect();
        (!steps.is_empty()).then(|| steps.join(", "))
    }

    /// Who called, or why that is not said.
    fn caller(&self) -> String {
        match &self.document.caller {
            HandedCaller::Known { name, number } => {
                let known: Vec<&str> = [name, number].into_iter().flatten().map(String::as_str).collect();
                self.word("reporter", &[("reporter", &known.join(" "))])
            }
            HandedCaller::Unknown => self.word("hand_unknown", &[]),
            HandedCaller::NotToBeCalled => self.word("hand_not_called", &[]),
            HandedCaller::Withheld => self.word("hand_withheld", &[]),
        }
    }

    fn sender(&self) -> String {
        let Handoff { from, number, .. } = self.document;
        self.word("hand_from", &[("room", from), ("number", &number.0)])
    }
}

/// Where it is comes first: the line may drop.
fn text(setup: &Setup, ticket: &TicketRow, agency: &Agency, document: &Handoff) -> String {
    let said = Said { setup, ticket, document };
    let (place, verified) = said.place();
    let mut lines =
        vec![said.word(if verified { "place" } else { "place_unverified" }, &[("place", &place)])];
    if let Some(landmark) = &document.place.landmark {
        lines.push(said.word("landmark", &[("landmark", landmark)]));
    }
    if let Some(point) = said.point() {
        lines.push(said.word("hand_point", &[("point", &point)]));
    }
    lines.push(said.what());
    if document.at_risk {
        lines.push(said.word("hand_at_risk", &[]));
    }
    let called = when(setup, document.called_at);
    let mut called = said.word("hand_called", &[("when", &called)]);
    if document.reporters > 1 {
        let more = said.word("hand_reporters", &[("n", &document.reporters.to_string())]);
        called = format!("{called}. {more}");
    }
    lines.push(called);
    if let Some(narrative) = said.narrative() {
        lines.push(said.word("narrative", &[("narrative", &narrative)]));
    }
    if let Some(asked) = said.asked() {
        lines.push(said.word("asked", &[("asked", &asked)]));
    }
    lines.push(match said.done() {
        Some(steps) => said.word("hand_done", &[("steps", &steps)]),
        None => said.word("hand_done_none", &[]),
    });
    lines.push(said.caller());
    if document.restricted {
        lines.push(said.word("restricted", &[]));
    }
    lines.push(said.sender());
    let tracking = agency.takes_over().is_some_and(|body| body.tracking);
    let asks = if tracking { "hand_ask_tracking" } else { "hand_ask" };
    lines.push(said.word(asks, &[("body", &agency.short_name)]));
    lines.join("\n")
}

/// The same on a page, with its receipt or a line for it; `None` as of [`page`].
pub fn paper(
    setup: &Setup,
    ticket: &TicketRow,
    assignment: &AssignmentRow,
    by: &Actor,
    now: At,
) -> Option<Paper> {
    let agency = setup.region.agency(&assignment.agency)?;
    let document = handoff(&setup.region.name, ticket, agency, now)?;
    let said = Said { setup, ticket, document: &document };
    let field = |key: &str, value: String| (said.word(&format!("hand_field_{key}"), &[]), value);
    let mut known = vec![field("to", agency.name.clone()), field("place", said.place().0)];
    known.extend(document.place.landmark.clone().map(|landmark| field("landmark", landmark)));
    known.extend(said.point().map(|point| field("point", point)));
    known.push(field("what", said.what()));
    if document.at_risk {
        known.push(field("risk", said.word("hand_at_risk", &[])));
    }
    known.push(field("called", when(setup, document.called_at)));
    known.extend(document.narrative.clone().map(|narrative| field("narrative", narrative)));
    known.extend(said.asked().map(|asked| field("asked", asked)));
    known.push(field("done", said.done().unwrap_or_else(|| said.word("hand_done_none", &[]))));
    known.push(field(
        "caller",
        match &document.caller {
            HandedCaller::Known { name, number } => {
                [name, number].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
            }
            _ => said.caller(),
        },
    ));
    known.push(field("from", said.sender()));
    let mut blocks = vec![Block::Lines(known)];
    if document.restricted {
        blocks.push(Block::Paragraph(said.word("restricted", &[])));
    }
    blocks.push(match &assignment.acceptance {
        Some(receipt) => {
            let time = when(setup, receipt.at);
            let places = [("by", receipt.by.as_str()), ("when", time.as_str())];
            let value = match &receipt.reference {
                Some(reference) => {
                    said.word("hand_receipt", &[places[0], places[1], ("reference", reference)])
                }
                None => said.word("hand_receipt_named", &places),
            };
            Block::Lines(vec![field("receipt", value)])
        }
        None => Block::Blank { label: said.word("hand_receipt_blank", &[]), lines: 2 },
    });
    Some(Paper {
        title: said.word("hand_title", &[("number", &ticket.number.0)]),
        subtitle: said
            .word("hand_subtitle", &[("body", &agency.short_name), ("when", &when(setup, document.made_at))]),
        imprint: imprint(setup, by, now),
        blocks,
    })
}
