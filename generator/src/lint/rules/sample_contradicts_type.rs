//! A value in a sample that cannot be of the type that the table gives.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::shown::{bodies, contradicted, kind};

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for shown in bodies(page) {
        let members = shown.by_lower_name();
        for property in &shown.body.properties {
            let (name, stated) = (&property.name.value, &property.stated_type);
            let Some(members) = members.get(&name.to_ascii_lowercase()) else {
                continue;
            };
            let found = members.iter().find_map(|member| {
                let wanted = contradicted(&stated.value, &member.node.value)?;
                (*member.name == **name).then_some((member, wanted))
            });
            if let Some((member, wanted)) = found {
                let (span, kind) = (member.node.span(page.file), kind(&member.node.value));
                sink.tell(
                    span,
                    format!("`{name}` is {kind} here, where its type wants {wanted}"),
                )
                .help("correct the one that is wrong")
                .related(stated.span(), "the type")
                .instead_of("contradicted-sample", span);
            }
        }
    }
}
