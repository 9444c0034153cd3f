package org.computecontracts.pds;

import java.util.Optional;

/** An account that has shown a good password: its own, or that of an app. */
public record SignedIn(Profile profile, Optional<AppPassword> app) {}
