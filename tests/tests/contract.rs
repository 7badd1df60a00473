//! What crosses the door, generated from Rust, committed, and proven current.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test crate: a panic is its verdict

use kentongan_rules::command::Execute;
use kentongan_rules::export::Export;
use kentongan_rules::problem::Problem;
use kentongan_rules::view::door::{DoorView, Nearby, PlaceView};
use kentongan_rules::view::update::{UpdateChosen, UpdateInstalled, UpdateView};
use kentongan_rules::view::{
    Changes, Claimable, Draft, Present, Query, Receipt, Recover, Reply, Shell, SignIn, SpeakerPage,
};
use std::collections::BTreeMap;
use std::path::Path;
use ts_rs::{Config, TS, TypeVisitor};

/// Every type that is reached, by its name.
struct Reached<'a> {
    cfg: &'a Config,
    declared: BTreeMap<String, String>,
}

impl TypeVisitor for Reached<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_none() || self.declared.contains_key(&T::ident(self.cfg)) {
            return;
        }
        self.declared.insert(T::ident(self.cfg), T::decl(self.cfg));
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

#[test]
fn the_contract_is_current() {
    let cfg = Config::new().with_array_tuple_limit(8);
    let mut reached = Reached { cfg: &cfg, declared: BTreeMap::new() };
    reached.visit::<Execute<String>>();
    reached.visit::<Query>();
    reached.visit::<Reply>();
    reached.visit::<Changes>();
    reached.visit::<Receipt>();
    reached.visit::<Problem>();
    reached.visit::<Draft>();
    reached.visit::<SignIn>();
    reached.visit::<Present>();
    reached.visit::<Claimable>();
    reached.visit::<Recover>();
    reached.visit::<Export>();
    reached.visit::<Shell>();
    reached.visit::<SpeakerPage>();
    reached.visit::<DoorView>();
    reached.visit::<PlaceView>();
    reached.visit::<Nearby>();
    reached.visit::<UpdateView>();
    reached.visit::<UpdateChosen>();
    reached.visit::<UpdateInstalled>();
    let mut text = String::from(
        "// Generated from the Rust types that cross the door by tests/tests/contract.rs. Do not edit.\n\n",
    );
    for declaration in reached.declared.values() {
        text.push_str("export ");
        text.push_str(declaration);
        text.push_str("\n\n");
    }
    assert!(!text.contains("bigint"), "a bigint crosses the door: times and positions are numbers");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/door/contract.gen.ts");
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    if committed.replace("\r\n", "\n") != text {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, &text).unwrap();
        panic!("the contract was stale: it has been written anew; look at the difference and commit it");
    }
}
