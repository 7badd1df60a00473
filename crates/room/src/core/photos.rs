//! Photos on their way to the disk and from it.

use super::Core;
use super::erase::IN_LOG;
use kentongan_rules::actor::Actor;
use kentongan_rules::id::{CommandId, TicketId};
use kentongan_rules::photo::PhotoOf;
use kentongan_rules::problem::Problem;
use kentongan_store::{PHOTO_WAITS, PhotoTaken};
use uuid::Uuid;

impl Core {
    pub async fn take_photo(
        &self,
        ticket: TicketId,
        photo: Vec<u8>,
        by: Actor,
    ) -> Result<PhotoTaken, Problem> {
        let now = self.time.now();
        self.writer.ask(move |store| store.take_photo(ticket, &photo, &by, now)).await
    }

    pub async fn look_at_photo(&self, of: PhotoOf, by: Actor) -> Result<Option<Vec<u8>>, Problem> {
        let (now, look) = (self.time.now(), CommandId(Uuid::now_v7()));
        self.writer.ask(move |store| store.look_at_photo(of, &by, now, look)).await
    }

    /// Lets go of photos that no command came for in time; how many.
    pub async fn let_photos_go(&self) -> Result<usize, Problem> {
        let before = self.time.now() - PHOTO_WAITS;
        if self.read(move |reader| reader.photos_left(before)).await? == 0 {
            return Ok(0);
        }
        self.keep(IN_LOG, Some("1".to_owned())).await?;
        self.writer.ask(move |store| store.let_photos_go(before)).await
    }
}
