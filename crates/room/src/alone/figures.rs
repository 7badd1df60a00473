//! The day's figures while the room is away: as they were last heard, with what this desk has done since.

use super::{Alone, locked};
use kentongan_rules::time::{At, day_start};
use kentongan_rules::view::{AsOf, Today};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Figures {
    at: At,
    today: Today,
}

impl Alone {
    /// The room has just said so. An agency's are not the room's.
    pub async fn heard_today(&self, window: &str, today: &Today) {
        if self.sits(window).is_some_and(|by| by.agency.is_some()) {
            return;
        }
        let news = Figures { at: self.now(), today: today.clone() };
        let before = locked(&self.figures).replace(news.clone());
        if before.is_some_and(|before| before.today == news.today) {
            return;
        }
        if let Err(problem) = self.outbox.keep("figures", &news).await {
            tracing::error!(?problem, "the day's figures were not kept");
        }
    }

    /// `own` are the small room's. Of a day of which the room said nothing, only those are known.
    pub fn today(&self, own: &Today) -> Today {
        let day = |at| day_start(at, self.offset());
        let heard = locked(&self.figures).clone().filter(|heard| day(heard.at) == day(self.now()));
        match heard {
            Some(heard) => heard.today.and_own(heard.at, own),
            None => Today { as_of: Some(AsOf::Own), ..own.clone() },
        }
    }
}
