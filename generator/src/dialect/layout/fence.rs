//! Fences: endpoints, request lines and samples.

use super::Reader;
use crate::dialect::file::{FenceLayout, FenceRole, Section};
use crate::page::Fence;

impl<'s> Reader<'_, 's> {
    pub(super) fn fence(&mut self, fence: &Fence) {
        if self.section == Section::Ignored {
            return;
        }
        let info = self.of(fence.info).text;
        let content = self.of(fence.content);
        let endpoint_known = self.current.endpoint.is_some();
        let known = self.unread_section.is_none();
        let in_operation = self.is_in_operation();
        let fits = |layout: &&FenceLayout| {
            known
                && layout.sections.contains(&self.section)
                && layout
                    .info
                    .as_ref()
                    .is_none_or(|all| all.iter().any(|one| one == info))
                && layout
                    .text
                    .as_ref()
                    .is_none_or(|text| text.regex().is_match(content.text))
                && !(layout.role == FenceRole::Endpoint && endpoint_known)
                && (in_operation || layout.role == FenceRole::Prose)
        };
        match self
            .layout()
            .fences
            .iter()
            .find(fits)
            .map(|layout| layout.role)
        {
            Some(FenceRole::Endpoint) => self.endpoint(fence),
            Some(FenceRole::QueryExamples) => self.query_examples(fence),
            Some(FenceRole::SampleRequest) => {
                self.current.sample_requests.push(content);
                self.text_ended = true;
            }
            Some(FenceRole::SampleResponse) => {
                self.current.sample_responses.push(content);
                self.text_ended = true;
            }
            Some(FenceRole::Prose) if self.takes_text() => self.take_text(self.of(fence.span)),
            _ => {
                let message = match info {
                    "" => "no fence without a mark is known here".to_owned(),
                    _ => format!("no fence marked `{info}` is known here"),
                };
                let help = "correct the word behind the backticks or the heading above it, or add the fence to the dialect";
                self.unread("unread-fence", fence.span, message, help);
            }
        }
    }

    fn endpoint(&mut self, fence: &Fence) {
        let mut lines = self.lines_of(fence.content).into_iter();
        let endpoint = lines.next().and_then(|line| {
            let pattern = self.layout().request_line.as_ref()?;
            let found = pattern.regex().captures(line.text)?;
            self.endpoint_of(&found, line.span.range().start)
        });
        match endpoint {
            Some(endpoint) => self.current.endpoint = Some(endpoint),
            None => {
                let message = "no method and path can be read here".to_owned();
                self.unread(
                    "unread-fence",
                    fence.span,
                    message,
                    "write them as `GET /path`",
                );
            }
        }
        for line in lines {
            let message = "a second endpoint on the page is not read".to_owned();
            self.unread(
                "unread-fence",
                line.span,
                message,
                "give each operation a page or heading of its own",
            );
        }
    }

    fn query_examples(&mut self, fence: &Fence) {
        for line in self.lines_of(fence.content) {
            let pattern = self.layout().request_line.as_ref();
            if pattern.is_some_and(|pattern| pattern.regex().is_match(line.text)) {
                self.current.query_examples.push(line);
            } else {
                let message = "this line is no request".to_owned();
                self.unread(
                    "unread-fence",
                    line.span,
                    message,
                    "write it as `GET /path?name=value`",
                );
            }
        }
    }
}
