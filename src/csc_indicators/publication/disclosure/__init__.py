"""Figures made safe to publish: policies, releases, the ledger of releases and the audit."""
