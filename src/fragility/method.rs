//! The way it is carried out.

use super::{Case, Factor, Point, weights};
use crate::stack::{Method, MethodClass};

pub(super) fn judge(case: &Case<'_>) -> Point {
    let method = case.integration.method;
    let points = weights::method(method);
    if method == Method::Unknown {
        return Point::new(Factor::Method, "method", points, "how it works is not known")
            .between(weights::METHOD_MIN, weights::METHOD_MAX)
            .fix("find out how it works and write it down as `method`");
    }
    Point::new(Factor::Method, "method", points, format!("runs by {}", method.words()))
        .fix(advice(method.class()))
}

fn advice(class: MethodClass) -> &'static str {
    match class {
        MethodClass::Connected => "a connector that the vendor supports is the sturdiest way",
        MethodClass::Scheduled => "a connector that moves records as they change is sturdier",
        MethodClass::Manual | MethodClass::Unknown => {
            "let a connector or a recipe do it instead of a person"
        }
    }
}
