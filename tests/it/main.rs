//! All tests that need more than one module, in one binary so that linking happens once.
