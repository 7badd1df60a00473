//! Questions of a window: answered by the room, or by the small room while that does not answer.

use super::There;
use crate::alone::{Alone, Link};
use kentongan_rules::problem::Problem;
use kentongan_rules::time::Seq;
use kentongan_rules::view::{Changes, Query, Reply, Session, TicketPage};
use std::sync::Arc;
use std::time::Duration;

/// Between two looks, of a desk alone, at what has become late of what it knows.
const GLANCE: Duration = Duration::from_millis(250);

impl There {
    pub async fn query(&self, window: &str, query: &Query) -> Result<Reply, Problem> {
        let Some(alone) = &self.alone else { return self.of(window)?.query(query).await };
        if let Query::Outbox = query {
            return Ok(Reply::Outbox { rows: alone.rows().await? });
        }
        let link = alone.link();
        if link.since.is_some() {
            return alone.answer(window, query, link).await;
        }
        let client = self.of(window)?;
        let asked = tokio::select! {
            asked = client.query(query) => asked,
            () = alone.turned(link.turn) => Err(Problem::Unreachable),
        };
        match asked {
            Ok(reply) => heard(alone, window, reply, link).await,
            Err(Problem::Unreachable) => {
                alone.cut();
                alone.answer(window, query, alone.link()).await
            }
            Err(why) => Err(why),
        }
    }

    /// A position of the other journal asks for the board again. With who else is here where `heard` is said.
    pub async fn changes(&self, window: &str, after: Seq, heard: Option<u32>) -> Result<Changes, Problem> {
        let Some(alone) = &self.alone else { return self.changes_of_room(window, after, heard).await };
        let link = alone.link();
        if alone.board_turn(window) != Some(link.turn) {
            return Err(Problem::AskAnew);
        }
        let changes = tokio::select! {
            changes = self.changes_of(alone, window, after, heard, link) => changes,
            () = alone.turned(link.turn) => return Err(Problem::AskAnew),
        };
        match (changes, link.since) {
            (Err(Problem::Unreachable), None) => {
                alone.cut();
                Err(Problem::AskAnew)
            }
            (changes, _) => changes,
        }
    }

    async fn changes_of(
        &self,
        alone: &Arc<Alone>,
        window: &str,
        after: Seq,
        heard: Option<u32>,
        link: Link,
    ) -> Result<Changes, Problem> {
        if link.since.is_some() {
            return alone.changes(window, after).await;
        }
        let changes = self.changes_of_room(window, after, heard).await?;
        if let Some(today) = &changes.today {
            alone.heard_today(window, today).await;
        }
        if let Some(by) = alone.sits(window) {
            alone.saw_changes(&by, &changes).await;
        }
        Ok(changes)
    }

    async fn changes_of_room(
        &self,
        window: &str,
        after: Seq,
        heard: Option<u32>,
    ) -> Result<Changes, Problem> {
        let client = self.of(window)?;
        match heard {
            Some(heard) => client.changes_beside(after, heard).await,
            None => client.changes(after).await,
        }
    }

    pub(super) async fn session(&self, window: &str) -> Result<Session, Problem> {
        match self.query(window, &Query::Session).await? {
            Reply::Session(session) => Ok(session),
            _ => Err(Problem::Unknown),
        }
    }
}

/// What the room has answered, with what this desk knows beside it.
async fn heard(alone: &Arc<Alone>, window: &str, reply: Reply, link: Link) -> Result<Reply, Problem> {
    Ok(match reply {
        Reply::Session(session) => {
            alone.sit(window, &session.actor);
            Reply::Session(Session { alone: alone.view().await?, ..session })
        }
        Reply::Board(board) => {
            alone.heard_board(window, link.turn);
            alone.heard_today(window, &board.today).await;
            if let Some(by) = alone.sits(window) {
                alone.saw_board(&by, &board.tickets).await;
            }
            Reply::Board(board)
        }
        other => other,
    })
}

impl Alone {
    /// The small room's answer, with the room's tickets as they were last seen.
    async fn answer(&self, window: &str, query: &Query, link: Link) -> Result<Reply, Problem> {
        // What a desk saw alone would be a report of hardly anything, and look like one.
        // Nor is a shift handed over by who cannot be heard.
        if let Query::Report(_) | Query::Handover | Query::Handovers { .. } | Query::Roster { .. } = query {
            return Err(Problem::Alone);
        }
        let (room, seat) = self.seat(window).await?;
        let viewer = self.viewer(window);
        let reply = room.query(&seat, query.clone()).await;
        Ok(match reply {
            Ok(Reply::Session(session)) => Reply::Session(Session { alone: self.view().await?, ..session }),
            Ok(Reply::Board(mut board)) => {
                self.heard_board(window, link.turn);
                board.tickets.iter_mut().for_each(|row| row.held = true);
                board.tickets.extend(self.seen_rows(window));
                board.today = self.today(&board.today);
                Reply::Board(board)
            }
            Ok(Reply::Ticket(mut page)) => {
                page.ticket.held = true;
                Reply::Ticket(page)
            }
            Err(Problem::Unknown) => match query {
                Query::Ticket { id } => {
                    let ticket = self.seen_row(*id, &viewer).ok_or(Problem::Unknown)?;
                    let seq = ticket.changed;
                    Reply::Ticket(TicketPage {
                        seq,
                        ticket,
                        lines: Vec::new(),
                        family: Vec::new(),
                        code: None,
                        opened: Vec::new(),
                        looked: Vec::new(),
                    })
                }
                _ => return Err(Problem::Unknown),
            },
            reply => reply?,
        })
    }

    async fn changes(&self, window: &str, after: Seq) -> Result<Changes, Problem> {
        let (room, seat) = self.seat(window).await?;
        let own = room.changes(&seat, after);
        tokio::pin!(own);
        loop {
            let (rows, lines) = self.news(window);
            if !rows.is_empty() {
                let Session { pulse, now, .. } = room.session(&seat)?;
                let (gone, today, setup, here) = (Vec::new(), None, false, None);
                return Ok(Changes { seq: after, rows, gone, lines, today, setup, here, now, pulse });
            }
            tokio::select! {
                changes = &mut own => {
                    let mut changes = changes?;
                    changes.rows.iter_mut().for_each(|row| row.held = true);
                    changes.today = changes.today.map(|own| self.today(&own));
                    return Ok(changes);
                }
                () = tokio::time::sleep(GLANCE) => {}
            }
        }
    }
}
