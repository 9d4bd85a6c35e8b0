//! Every rule proves its own manual; the rest is what holds for all of them.

use super::*;

/// What stands between "accept" and a reason reads as a fault: letters, digits and single hyphens.
fn is_kebab(code: &str) -> bool {
    code.split('-').all(|part| {
        !part.is_empty() && part.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
    })
}

#[test]
fn codes_are_unique_and_name_their_files() {
    let declarations = include_str!("mod.rs");
    let mut seen = std::collections::BTreeSet::new();
    for rule in RULES {
        assert!(is_kebab(rule.code), "{}", rule.code);
        assert!(seen.insert(rule.code), "{} is there twice", rule.code);
        let file = rule.code.replace('-', "_");
        assert!(declarations.contains(&format!("\nmod {file};\n")), "no file for {}", rule.code);
        assert!(
            declarations.contains(&format!("&{file}::RULE,")),
            "{} is in no file of its name",
            rule.code
        );
    }
}

#[test]
fn manuals_say_something() {
    for rule in RULES {
        let code = rule.code;
        for text in [rule.summary, rule.why, rule.fix, rule.bad, rule.good, rule.since] {
            assert!(!text.trim().is_empty(), "{code}");
            assert!(!text.contains("  ") || text.starts_with("version:"), "{code}: {text}");
        }
        assert!(rule.why.ends_with('.') && rule.fix.ends_with('.'), "{code}");
        for file in [rule.bad, rule.good] {
            assert!(file.starts_with("version: 1\n") && file.contains("as_of: "), "{code}");
        }
        assert_ne!(rule.bad, rule.good, "{code}");
        assert!(super::rule(code).is_some_and(|it| std::ptr::eq(it, *rule)));
    }
}
