use super::Core;
use crate::broken;
use kentongan_rules::actor::Actor;
use kentongan_rules::problem::Problem;
use kentongan_rules::time::{Seq, Span};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use uuid::Uuid;

/// A canary a minute; after one that did not come through, the next follows sooner.
const EVERY: Span = Span::seconds(60);
const AGAIN: Span = Span::seconds(5);

impl Core {
    /// Sends the next canary if it is time and none is on its way. It is never given up: a disk that is merely slow
    /// brings it late.
    pub(super) fn send_canary(self: &Arc<Core>) {
        let watched = &self.watched;
        let pause = if watched.silent.load(Ordering::Relaxed) { AGAIN } else { EVERY };
        let rested = watched.rested.age(self.time.steady());
        if (watched.sent.load(Ordering::Relaxed) && rested < pause)
            || watched.flying.swap(true, Ordering::AcqRel)
        {
            return;
        }
        watched.sent.store(true, Ordering::Relaxed);
        let core = self.clone();
        tokio::spawn(async move {
            let came = core.fly().await;
            let watched = &core.watched;
            match &came {
                Ok(()) => watched.sang.set(core.time.steady()),
                Err(problem) => tracing::error!(?problem, "the canary did not come through"),
            }
            watched.silent.store(came.is_err(), Ordering::Relaxed);
            watched.rested.set(core.time.steady());
            watched.flying.store(false, Ordering::Release);
        });
    }

    /// The whole path: a durable write by the writer, its reading by a reader, and the changes as a screen gets them.
    async fn fly(&self) -> Result<(), Problem> {
        let song = Uuid::now_v7().to_string();
        let kept = self.keep("canary", Some(song.clone())).await;
        self.watched.disk_refused.store(kept.is_err(), Ordering::Relaxed);
        kept?;
        let (heard, head) = self.read(|reader| Ok((reader.kept("canary")?, reader.head()?.seq))).await?;
        if heard != Some(song) {
            return Err(broken::other("canary", &"what was written is not what is read"));
        }
        // Whatever is on disk has been, or is just being, told to those who wait.
        let mut told = self.head.clone();
        told.wait_for(|seq| *seq >= head).await.map_err(|why| broken::other("canary", &why))?;
        let after = Seq((head.0 - 1).max(0));
        let news = self.news_for(&Actor::clock(), after, self.time.now()).await?;
        if news.tail.seq < head {
            return Err(broken::other("canary", &"the changes end before the journal"));
        }
        Ok(())
    }
}
