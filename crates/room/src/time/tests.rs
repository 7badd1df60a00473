use super::mark::{LONGEST_SHUT, Mark, Reading, TOLERANCE, Trust};
use super::{MarkedTime, TimeSource};
use kentongan_rules::time::{At, Span};
use kentongan_rules::view::ClockTrust;
use proptest::prelude::*;

/// 2026-11-23 08:00 in WIB.
const MORNING: At = At(1_795_395_600_000);
const DAY: Span = Span::hours(24);

/// A machine whose clocks can be moved apart.
#[derive(Clone, Debug)]
struct Machine {
    mark: Mark,
    wall: At,
    steady: Span,
    boot: Span,
}

impl Machine {
    /// Its room opens at `wall`, and the journal ends at `last`.
    fn opened(last: Option<At>, wall: At) -> Machine {
        let (steady, boot) = (Span::hours(3), Span::hours(50));
        Machine { mark: Mark::start(last, wall, steady, boot), wall, steady, boot }
    }
    fn running() -> Machine {
        let mut machine = Machine::opened(None, MORNING);
        assert_eq!(machine.read(), Reading { at: MORNING, trust: Trust::Sure });
        machine
    }
    fn runs(&mut self, span: Span) -> &mut Machine {
        (self.wall, self.steady, self.boot) =
            (self.wall + span, Span(self.steady.0 + span.0), Span(self.boot.0 + span.0));
        self
    }
    fn sleeps(&mut self, span: Span) -> &mut Machine {
        (self.wall, self.boot) = (self.wall + span, Span(self.boot.0 + span.0));
        self
    }
    fn is_set(&mut self, by: Span) -> &mut Machine {
        self.wall = self.wall + by;
        self
    }
    fn read(&mut self) -> Reading {
        self.mark.read(self.wall, self.steady, self.boot)
    }
    fn confirmed(&mut self) -> Reading {
        self.mark.confirm(self.wall, self.steady, self.boot)
    }
}

fn back(span: Span) -> Span {
    Span(-span.0)
}

#[test]
fn law_27_a_suspend_is_real_time() {
    for slept in [Span::minutes(10), Span::hours(10)] {
        let mut machine = Machine::running();
        let read = machine.runs(Span::minutes(1)).sleeps(slept).read();
        assert_eq!(read, Reading { at: machine.wall, trust: Trust::Slept(slept) });
        assert!(!read.suspect());
        assert_eq!(machine.runs(Span::seconds(1)).read().trust, Trust::Sure);
    }
}

#[test]
fn law_28_a_jump_ahead_that_nothing_confirms_never_raises_the_mark() {
    for jump in [Span::hours(1), DAY, Span(4_100_000_000_000 - MORNING.0)] {
        let mut machine = Machine::running();
        let read = machine.is_set(jump).runs(Span::seconds(1)).read();
        assert_eq!(read, Reading { at: MORNING + Span::seconds(1), trust: Trust::Ahead(jump) });
        assert!(read.suspect());
        let hours = machine.runs(Span::hours(30)).read();
        assert_eq!(hours, Reading { at: read.at + Span::hours(30), trust: Trust::Ahead(jump) });
        // It comes back by itself.
        let back = machine.is_set(back(jump)).runs(Span::seconds(1)).read();
        assert_eq!(back, Reading { at: machine.wall, trust: Trust::Sure });
    }
}

#[test]
fn law_28_a_jump_back_runs_on_from_the_mark() {
    for jump in [Span::hours(1), DAY, Span(MORNING.0)] {
        let mut machine = Machine::running();
        let read = machine.is_set(back(jump)).runs(Span::seconds(1)).read();
        assert_eq!(read, Reading { at: MORNING + Span::seconds(1), trust: Trust::Behind(jump) });
        assert!(read.suspect());
        let right = machine.runs(Span::minutes(9)).is_set(jump).read();
        assert_eq!(right, Reading { at: machine.wall, trust: Trust::Sure });
    }
}

#[test]
fn law_28_small_steps_are_followed_and_many_of_them_are_a_jump() {
    let mut machine = Machine::running();
    assert_eq!(machine.runs(DAY).is_set(TOLERANCE).read().at, machine.wall);
    let mut machine = Machine::running();
    let steps = (0..6).map(|_| machine.runs(Span::minutes(1)).is_set(Span::seconds(1)).read().trust);
    let steps: Vec<Trust> = steps.collect();
    assert_eq!(steps[..5], [Trust::Sure; 5]);
    assert_eq!(steps[5], Trust::Ahead(Span::seconds(1)));
    // A clock that is slewed, or drifts, for a month.
    let mut machine = Machine::running();
    for _ in 0..30 * 24 {
        let read = machine.runs(Span::hours(1)).is_set(Span(1_800)).read();
        assert_eq!(read, Reading { at: machine.wall, trust: Trust::Sure });
    }
}

#[test]
fn law_28_a_clock_set_while_the_machine_slept_is_suspect_by_what_nothing_confirms() {
    let mut machine = Machine::running();
    let read = machine.sleeps(Span::hours(10)).is_set(Span::hours(1)).read();
    assert_eq!(read, Reading { at: MORNING + Span::hours(10), trust: Trust::Ahead(Span::hours(1)) });
}

#[test]
fn law_28_a_room_asks_about_a_clock_that_does_not_follow_its_journal() {
    let first = |wall: At| Machine::opened(Some(MORNING), wall).read();
    let shut = first(MORNING + Span::hours(60));
    assert_eq!(shut, Reading { at: MORNING + Span::hours(60), trust: Trust::Sure });
    assert_eq!(first(MORNING + LONGEST_SHUT).trust, Trust::Sure);
    let long = LONGEST_SHUT.0 + 1;
    assert_eq!(first(MORNING + Span(long)), Reading { at: MORNING, trust: Trust::Ahead(Span(long)) });
    assert_eq!(first(MORNING - TOLERANCE).trust, Trust::Sure);
    assert_eq!(first(At(0)), Reading { at: MORNING, trust: Trust::Behind(Span(MORNING.0)) });
}

#[test]
fn law_28_a_clock_that_network_time_corrects_after_the_start_is_believed() {
    let mut machine = Machine::opened(Some(MORNING), At(0));
    assert!(machine.read().suspect());
    machine.runs(Span::seconds(40));
    machine.wall = MORNING + Span::hours(11);
    assert_eq!(machine.read(), Reading { at: machine.wall, trust: Trust::Sure });
    // From now on it is held against itself.
    assert_eq!(machine.is_set(Span::hours(1)).read().trust, Trust::Ahead(Span::hours(1)));
}

#[test]
fn law_28_a_confirmed_clock_is_taken_ahead_at_once() {
    let mut machine = Machine::running();
    assert!(machine.is_set(DAY).read().suspect());
    assert_eq!(machine.confirmed(), Reading { at: MORNING + DAY, trust: Trust::Sure });
}

#[test]
fn law_28_a_confirmed_clock_behind_is_come_up_to_without_standing_still() {
    let mut machine = Machine::running();
    assert!(machine.is_set(back(Span::hours(1))).read().suspect());
    assert_eq!(machine.confirmed(), Reading { at: MORNING, trust: Trust::Sure });
    assert_eq!(machine.runs(Span::seconds(100)).read().at, MORNING + Span::seconds(90));
    let read = machine.runs(Span::hours(10)).read();
    assert_eq!(read, Reading { at: machine.wall, trust: Trust::Sure });
}

#[derive(Clone, Debug)]
enum Happening {
    Runs(i64),
    Sleeps(i64),
    IsSet(i64),
    Confirmed,
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let one = prop_oneof![
        4 => (0i64..10_000_000).prop_map(Happening::Runs),
        1 => (0i64..100_000_000).prop_map(Happening::Sleeps),
        2 => (-200_000_000i64..200_000_000).prop_map(Happening::IsSet),
        1 => (-6_000i64..6_000).prop_map(Happening::IsSet),
        1 => Just(Happening::Confirmed),
    ];
    prop::collection::vec(one, 1..60)
}

proptest! {
    /// Whatever the clocks do: time never goes back, never stands still for long, and never runs ahead of both the
    /// wall clock and what has really passed.
    #[test]
    fn law_28_time_never_decreases_and_always_goes_on(last in prop::option::of(-900_000_000i64..9_000_000), all in happenings()) {
        let mut machine = Machine::opened(last.map(|last| MORNING + Span(last)), MORNING);
        let mut before = machine.read();
        let mut boot = machine.boot;
        for one in all {
            match one {
                Happening::Runs(ms) => drop(machine.runs(Span(ms))),
                Happening::Sleeps(ms) => drop(machine.sleeps(Span(ms))),
                Happening::IsSet(ms) => drop(machine.is_set(Span(ms))),
                Happening::Confirmed => drop(machine.confirmed()),
            }
            let now = machine.read();
            let passed = machine.boot.0 - boot.0;
            prop_assert!(now.at >= before.at, "{before:?} {now:?}");
            prop_assert!((now.at - before.at).0 >= passed / 10 * 9 - 10, "{passed} {before:?} {now:?}");
            prop_assert!(now.at <= machine.wall.max(before.at + Span(passed)), "{passed} {before:?} {now:?}");
            (before, boot) = (now, machine.boot);
        }
    }

    /// It does not matter how often one looks, as long as it is within the hour.
    #[test]
    fn law_28_looking_changes_nothing(looks in prop::collection::vec(1i64..100_000, 1..30), jump in -90_000_000i64..90_000_000) {
        let mut often = Machine::running();
        let mut once = often.clone();
        often.is_set(Span(jump));
        once.is_set(Span(jump));
        for span in &looks {
            often.runs(Span(*span)).read();
            once.runs(Span(*span));
        }
        let (often, once) = (often.read(), once.read());
        prop_assert_eq!(often.trust, once.trust);
        prop_assert!((often.at - once.at).0.abs() <= 10, "{:?} {:?}", often, once);
    }
}

#[test]
fn a_driven_source_is_judged_and_wakes_those_who_wait() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("clocks");
    let say = |wall: i64, steady: i64, boot: i64| {
        std::fs::write(&file, format!("{} {steady} {boot}", MORNING.0 + wall)).unwrap();
    };
    say(0, 1_000, 2_000);
    let time = MarkedTime::start(TimeSource::Driven(file.clone()), None);
    let mut trust = time.trust_changes();
    assert_eq!((time.now(), time.trust(), time.steady()), (MORNING, ClockTrust::Sure, Span(1_000)));
    say(3_601_000, 2_000, 3_000);
    assert_eq!(time.now(), MORNING + Span::seconds(1));
    let (by, since) = (Span::hours(1), MORNING + Span::seconds(1));
    assert!(trust.has_changed().unwrap());
    assert_eq!(*trust.borrow_and_update(), ClockTrust::Ahead { by, since });
    say(3_602_000, 3_000, 4_000);
    time.now();
    assert!(!trust.has_changed().unwrap(), "nothing turned");
    time.confirm();
    assert_eq!((time.now(), time.trust()), (MORNING + Span(3_602_000), ClockTrust::Sure));
    assert!(trust.has_changed().unwrap());
}

#[test]
fn this_machine_has_a_steady_and_a_boot_clock() {
    let (steady, boot) = (super::platform::steady(), super::platform::boot());
    std::thread::sleep(std::time::Duration::from_millis(30));
    let passed = super::platform::steady().0 - steady.0;
    assert!((20..10_000).contains(&passed), "{passed}");
    assert!(super::platform::boot().0 - boot.0 >= passed - 1);
    assert!(boot >= steady);
}
