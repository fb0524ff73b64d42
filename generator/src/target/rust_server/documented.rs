//! What many operations document alike, each once: media types and security schemes.

use bindery_model::ResolvedApi;
use bindery_model::resolved::{SecurityKind, SecurityScheme};
use quote::quote;

/// Lists that operations share, each distinct one once, in the order of the operations.
pub(super) struct Documented {
    pub(super) media_types: Vec<String>,
    pub(super) security: Vec<Vec<usize>>,
}

impl Documented {
    pub(super) fn new(api: &ResolvedApi) -> Self {
        let mut all = Documented {
            media_types: Vec::new(),
            security: Vec::new(),
        };
        for operation in &api.operations {
            let bodies = operation
                .responses
                .iter()
                .filter_map(|one| one.body.as_ref());
            let taken = super::resource::taken(operation);
            for list in taken
                .into_iter()
                .chain(bodies.map(|one| one.media_types.join(", ")))
            {
                if !all.media_types.contains(&list) {
                    all.media_types.push(list);
                }
            }
            if !all.security.contains(&operation.security) {
                all.security.push(operation.security.clone());
            }
        }
        all
    }

    /// The constant of a list of media types.
    pub(super) fn media_types(&self, list: &str) -> String {
        let at = self.media_types.iter().position(|one| one == list);
        numbered("MEDIA_TYPES", at.unwrap_or(0))
    }

    /// The constant of a list of security schemes.
    pub(super) fn security(&self, list: &[usize]) -> String {
        let at = self.security.iter().position(|one| one == list);
        numbered("SECURITY", at.unwrap_or(0))
    }
}

/// `NAME`, `NAME_2`, and so on.
pub(super) fn numbered(name: &str, at: usize) -> String {
    if at == 0 {
        return name.to_owned();
    }
    format!("{name}_{}", at + 1)
}

/// A security scheme as code.
pub(super) fn scheme(scheme: &SecurityScheme) -> String {
    let name = &scheme.name;
    let tokens = match &scheme.kind {
        SecurityKind::Basic => quote!(Scheme::Basic),
        SecurityKind::Bearer => quote!(Scheme::Bearer),
        // That field holds a scheme and credentials (RFC 9110 section 11.4).
        SecurityKind::ApiKey { header } if header.eq_ignore_ascii_case("authorization") => {
            quote!(Scheme::Authorization(#name))
        }
        SecurityKind::ApiKey { header } => quote!(Scheme::Header(#header)),
    };
    tokens.to_string()
}
