//! The manual of each rule: its texts, and its two files as tests.

use super::*;

/// The loader finds these while it reads; their manuals stand among the rules.
const OF_THE_LOADER: [&str; 3] = ["ref-unknown", "id-duplicate", "flow-unknown-object"];

/// What stands between "accept" and a reason reads as a fault: letters, digits and single hyphens.
fn is_kebab(code: &str) -> bool {
    code.split('-').all(|part| {
        !part.is_empty() && part.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
    })
}

#[test]
fn codes_are_unique_and_name_their_files() {
    let declarations = include_str!("../mod.rs");
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
        for text in [rule.summary, rule.why, rule.fix, rule.since] {
            assert!(!text.trim().is_empty() && !text.contains("  "), "{code}: {text}");
        }
        assert!(rule.why.ends_with('.') && rule.fix.ends_with('.'), "{code}");
        for file in [rule.bad, rule.good] {
            assert!(file.starts_with("version: 1\n") && file.contains("as_of: "), "{code}");
        }
        assert_ne!(rule.bad, rule.good, "{code}");
        assert!(crate::rules::rule(code).is_some_and(|it| std::ptr::eq(it, *rule)));
    }
}

#[test]
fn bad_files_have_this_fault_and_no_other() {
    for rule in RULES {
        let loaded = read(rule.bad);
        let problems: Vec<_> = loaded.problems.iter().map(|it| it.code).collect();
        let found = judged(rule.bad).findings;
        if OF_THE_LOADER.contains(&rule.code) {
            assert!(problems.contains(&rule.code), "{}: {problems:?}", rule.code);
        } else {
            assert!(problems.is_empty(), "{}: {:?}", rule.code, loaded.problems);
            let own: Vec<_> = found.iter().filter(|it| it.code == rule.code).collect();
            assert!(!own.is_empty(), "{} does not fire: {found:#?}", rule.code);
        }
        let strange: Vec<_> = found
            .iter()
            .filter(|it| it.code != rule.code && it.severity > Severity::Note)
            .collect();
        assert!(strange.is_empty(), "{} also has {strange:#?}", rule.code);
    }
}

#[test]
fn good_files_are_clean() {
    for rule in RULES {
        let problems = read(rule.good).problems;
        assert!(problems.is_empty(), "{}: {problems:#?}", rule.code);
        let found = judged(rule.good).findings;
        let faults: Vec<_> = found
            .iter()
            .filter(|it| it.code == rule.code || it.severity > Severity::Note)
            .collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", rule.code);
    }
}

#[test]
fn findings_say_what_where_and_what_to_do() {
    for rule in RULES {
        for it in judged(rule.bad).findings {
            assert!(it.element.is_some() && it.help.is_some(), "{it:#?}");
            assert!(!it.span.is_none() && !it.label.is_empty(), "{it:#?}");
            assert!(!it.message.ends_with('.') && !it.message.contains("  "), "{it:#?}");
        }
    }
}
