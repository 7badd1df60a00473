//! A stranger is told the version and asked for the words; every other verb says that this desk has not joined.

use crate::ground::{Caller, Ground, believing, is_problem, told, who};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What strangers are answered.
const ANSWERED: [(&str, &str); 3] = [("GET", "hello"), ("POST", "pair"), ("POST", "pair_browser")];

/// Every verb of the door, as its routes are written.
fn verbs() -> BTreeSet<(String, String)> {
    let routes = [
        include_str!("../../../crates/room/src/http.rs"),
        include_str!("../../../crates/room/src/http/joining.rs"),
    ]
    .concat();
    let mut verbs = BTreeSet::new();
    for route in routes.split(".route(\"/").skip(1) {
        let (verb, methods) = route.split_once("\", ").unwrap();
        let methods = methods.lines().next().unwrap();
        for (method, word) in [("GET", "get("), ("POST", "post(")] {
            if methods.contains(word) {
                verbs.insert((method.to_owned(), verb.to_owned()));
            }
        }
    }
    verbs
}

async fn asks(caller: &Caller, method: &str, verb: &str, headers: &[(&str, String)]) -> (u16, Value) {
    let verb = if verb == "changes" { "changes?after=0" } else { verb };
    let body = if verb == "query" { json!({ "ask": "session" }) } else { json!({ "on": true }) };
    let asked = caller.asks(method, verb).json(&body);
    told(headers.iter().fold(asked, |asked, (name, value)| asked.header(*name, value))).await
}

#[tokio::test]
async fn a_stranger_is_answered_by_no_verb() {
    let ground = Ground::open().await;
    let stranger = ground.stranger();
    let verbs = verbs();
    for answered in ANSWERED {
        assert!(verbs.contains(&(answered.0.to_owned(), answered.1.to_owned())), "{answered:?} in {verbs:?}");
    }
    assert!(verbs.len() > 12, "{verbs:?}");
    let nobody = ("cookie", format!("kentongan={}; kentongan_desk={0}", "ab".repeat(32)));
    for headers in [vec![], vec![("x-seat", "wall".to_owned())], vec![nobody]] {
        for (method, verb) in &verbs {
            if !ANSWERED.contains(&(method.as_str(), verb.as_str())) {
                let told = asks(&stranger, method, verb, &headers).await;
                assert!(is_problem(&told, "not_joined"), "{method} {verb} {headers:?}: {told:?}");
            }
        }
    }
    assert_eq!(asks(&stranger, "GET", "hello", &[]).await.0, 200);
    // With a key the same questions are answered.
    assert_eq!(asks(&ground.caller(), "POST", "query", &[]).await.0, 200);
    assert_eq!(asks(&ground.caller(), "GET", "changes", &[("x-seat", "wall".to_owned())]).await.0, 200);
    assert_eq!(ground.desks(), 1);
}

#[tokio::test]
async fn a_browser_is_known_by_its_cookie_and_by_no_other() {
    let ground = Ground::open().await;
    let words = ground.room.let_in_from_here().await.unwrap();
    let body = json!({ "name": "Peramban", "kind": "browser", "words": words });
    let joined = ground.stranger().asks("POST", "pair_browser").json(&body).send().await.unwrap();
    let cookie = joined.headers()["set-cookie"].to_str().unwrap().to_owned();
    for word in ["HttpOnly", "Secure", "SameSite=Strict"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    let genuine = cookie.split(';').next().unwrap().to_owned();
    let shown = async |cookie: &str| {
        // A jar of its own each time: nothing is remembered between them.
        asks(&Caller::over(believing(), ground.address), "POST", "query", &[("cookie", cookie.to_owned())])
            .await
    };
    assert_eq!(shown(&genuine).await.0, 200);
    let value = genuine.split_once('=').unwrap().1;
    let last = if value.ends_with('0') { '1' } else { '0' };
    let changed = format!("kentongan_desk={}{last}", &value[..value.len() - 1]);
    let cut = format!("kentongan_desk={}", &value[..value.len() - 1]);
    // What the room keeps of it is no way in either.
    let key = ground.room.setup().desks.last().unwrap().key.clone();
    for forged in
        [&*changed, &*cut, &format!("kentongan_desk={key}"), "kentongan_desk=", &format!("kentongan={value}")]
    {
        assert!(is_problem(&shown(forged).await, "not_joined"), "{forged}");
    }
    // A password does not make a desk of a stranger.
    let signing = ground.stranger().asks("POST", "sign_in").json(&who());
    assert!(is_problem(&told(signing).await, "not_joined"));
}
