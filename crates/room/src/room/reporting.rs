use crate::core::Core;
use kentongan_rules::actor::Role;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::report::{ReportAsk, ReportPage};
use kentongan_rules::time::At;
use kentongan_rules::view::Reply;

/// Who sees the room's figures, on a screen or in a file.
pub(super) fn may_report(role: Role) -> bool {
    matches!(role, Role::Supervisor | Role::Auditor | Role::Administrator)
}

/// The figures of a period, as known at the instant that is asked for or now.
pub(super) async fn report(core: &Core, ask: &ReportAsk, now: At) -> Result<Reply, Problem> {
    page(core, ask, now).await.map(Reply::Report)
}

pub(super) async fn page(core: &Core, ask: &ReportAsk, now: At) -> Result<ReportPage, Problem> {
    let Some(period) = ask.period(now) else {
        return Err(Problem::Refused { refusal: Refusal::Malformed { what: "period".to_owned() } });
    };
    let language = ask.language.unwrap_or(core.setup().settings.language);
    let report = core.read(move |reader| reader.report(period)).await?;
    Ok(ReportPage::of(&report, language))
}
