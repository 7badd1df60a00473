use crate::core::Core;
use crate::telling::{Case, code, telling, tried};
use kentongan_rules::actor::Actor;
use kentongan_rules::id::TicketId;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::search::Search;
use kentongan_rules::telling::{Code, Placeholder};
use kentongan_rules::time::At;
use kentongan_rules::view::telling::Mark;
use kentongan_rules::view::{Query, Reply, TellingAsk, TemplatePage, TemplateTried, TicketPage};

/// A ticket as somebody may see it; who speaks with callers is told its code too.
pub(super) async fn page(core: &Core, id: TicketId, actor: Actor, now: At) -> Result<TicketPage, Problem> {
    let code = actor.reads_personal().then(|| code(id).to_string());
    let page = core.read(move |r| r.ticket(id, &actor, now)).await?.ok_or(Problem::Unknown)?;
    Ok(TicketPage { code, ..page })
}

/// By number, telephone, place or word, or by the code that a caller says.
pub(super) async fn find(core: &Core, search: Search, actor: Actor, now: At) -> Result<Reply, Problem> {
    let (tag, asked) = (core.tag(&search.text), Code::parse(&search.text));
    let found = core.read(move |reader| {
        let coded = asked.map(|asked| reader.tickets_where(|id| code(id) == asked)).transpose()?;
        let number = coded.iter().flatten().next().map(|id| reader.number(*id)).transpose()?.flatten();
        match number {
            Some(number) => reader.find(&Search { text: number.0, ..search }, None, &actor, now),
            None => reader.find(&search, tag, &actor, now),
        }
    });
    found.await.map(Reply::Find)
}

pub(super) async fn answer(core: &Core, query: Query, actor: Actor, now: At) -> Result<Reply, Problem> {
    match query {
        Query::Telling(ask) => tell(core, ask, actor, now).await,
        Query::AskAfter => {
            let tickets = core.read(move |reader| reader.to_ask(&actor, now)).await?;
            Ok(Reply::AskAfter { tickets })
        }
        Query::Templates => {
            let marks = Placeholder::ALL.into_iter().map(Mark::from).collect();
            Ok(Reply::Templates(TemplatePage { rows: core.setup().worded(), marks }))
        }
        Query::TryTemplate(trial) => {
            let text = tried(&core.setup(), &trial, now).map_err(Problem::from)?;
            Ok(Reply::TryTemplate(TemplateTried { text }))
        }
        _ => Err(Problem::Unknown),
    }
}

/// What its caller could be told now. Who asked not to be called back is sent nothing.
async fn tell(core: &Core, ask: TellingAsk, actor: Actor, now: At) -> Result<Reply, Problem> {
    let id = ask.id;
    let read = core.read(move |reader| {
        let Some(page) = reader.ticket(id, &actor, now)? else { return Ok(None) };
        let over = page.ticket.parent.map(|over| reader.ticket(over, &actor, now)).transpose()?.flatten();
        Ok(Some((page.ticket, over.map(|page| page.ticket))))
    });
    let (ticket, over) = read.await?.ok_or(Problem::Unknown)?;
    if !ticket.call_back {
        return Err(Problem::Refused { refusal: Refusal::NoCallBack });
    }
    let case = Case { ticket: &ticket, over: over.as_ref() };
    Ok(Reply::Telling(telling(&core.setup(), &case, &ask)))
}
