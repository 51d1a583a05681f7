"""The sample documents' source: a made-up company's accounts, its texts, and how they are set."""
