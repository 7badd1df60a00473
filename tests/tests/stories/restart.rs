use crate::stage::{TestRoom, at, on_every_carrier, pressed, say};
use kentongan_rules::call::NoCase;
use kentongan_rules::command::Command;
use kentongan_rules::problem::Problem;
use kentongan_rules::view::{Draft, Query};

on_every_carrier!(a_restart_keeps_everything);

async fn a_restart_keeps_everything(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.says(say::open(2, say::VIOLENCE, "14:00")).await;
    siti.says(say::no_case(3, NoCase::Prank, "14:00")).await;
    siti.says(say::send(1, ["DAMKAR", "PSC119"])).await;
    siti.says(Command::Acknowledge(say::step(1, 1, 1))).await;
    siti.says(say::note(1, "pintu belakang terkunci")).await;
    let last = pressed(say::answer(1, say::told()));
    let receipt = siti.execute(&last).await.unwrap();
    let form = r#"{"landmark":"dekat"}"#.to_owned();
    let draft = Draft { call: say::call(9), form, kept_at: at("14:00") };
    siti.keep_draft(draft.clone()).await;
    let (board, page) = (siti.board().await, siti.page(say::ticket(1)).await);

    drop(siti);
    let room = room.restart("14:00:10").await;
    let desk = room.desk();
    assert_eq!(desk.query(Query::Ticket { id: say::ticket(1) }).await, Err(Problem::SignedOut));
    let siti = room.signed_in("siti").await;
    let (board_after, page_after) = (siti.board().await, siti.page(say::ticket(1)).await);
    assert_eq!(board_after.tickets, board.tickets);
    assert_eq!(board_after.today, board.today);
    assert_eq!(page_after, kentongan_rules::view::TicketPage { seq: page_after.seq, ..page });
    assert_eq!(siti.drafts().await, [draft]);
    // The same key press is still the same command, and the day's count goes on.
    assert_eq!(siti.execute(&last).await.unwrap(), receipt);
    assert_eq!(siti.page(say::ticket(1)).await.lines.len(), page_after.lines.len());
    siti.says(say::open(4, say::NOISE, "14:00")).await;
    assert_eq!(siti.ticket(say::ticket(4)).await.number.0, "SDA-261126-2-03");
    room.end().await;
}
