use super::{Scene, fact};
use crate::event::{Event, Fact, Stream};
use crate::refusal::Refusal;
use crate::telling::TemplateEdit;

pub(super) fn change_template(scene: &Scene<'_>, edit: &TemplateEdit) -> Result<Vec<Fact>, Refusal> {
    edit.check(scene.setup)?;
    Ok(vec![fact(Stream::Region, Event::TemplateChanged(Box::new(edit.clone())))])
}
