package dev.sluice.outbound.target;

/// Which rule a target breaks; for counting and for tests. People get a sentence.
public enum Rule {
    /// Not a URL in the one form that is read.
    FORM,
    /// Neither https nor, where the operator opened it, http.
    SCHEME,
    /// A user name or password in the URL.
    CREDENTIALS,
    /// A host name that is not one of the public internet, or not written as one.
    HOST,
    /// A port that is not on the list.
    PORT,
    /// An address that is not public.
    ADDRESS,
    /// The product itself.
    OWN
}
