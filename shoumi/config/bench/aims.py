"""What the figures should be, by their names; told beside them and asserted nowhere."""

COMMITTEE_LISTS = (
    *(f"{name}_for_{who}" for name in ("meetings", "resolutions", "circulars", "rules", "reports")
      for who in ("office", "employee")),
    "seats_for_office", "year_for_office", "received_for_office",
)  # fmt: skip
COMMITTEE_HOMES = ("home_for_office", "home_for_employee")

AIMS = {
    **{f"committee.{one}_p95_over_bare": "≤ 3" for one in (*COMMITTEE_LISTS, *COMMITTEE_HOMES)},
    **{f"committee.{one}_queries": "≤ 12" for one in COMMITTEE_LISTS},
    "committee.assess_seconds": "< 1",
    "register.list_p95_over_bare": "≤ 3",
    "register.list_queries": "≤ 12",
    "regime.assess_seconds": "< 1",
    "log.logged_over_unlogged": "≥ 0.9",
    "log.sequencer_over_bulk_insert": "≥ 0.3",
    "log.verify_over_hashing": "≤ 3",
    "rendering.watermarked_page_over_render": "≤ 3",
    "rendering.first_page_of_300_seconds": "< 1",
    "rendering.marked_page_of_300_over_of_30": "≤ 1.5",
    "vault.seal_over_same_generation": "≥ 0.6",
    "vault.seal_over_openssl_speed": "≥ 2 (OpenSSL 3.0)",
    "vault.sm4_seal_over_same_generation": "≥ 0.85",
    "vault.seal_and_hash_over_copy": "≥ 0.8",
    "vault.open_over_copy": "≥ 2",
    "vault.range_over_pread": "≤ 4",
    "vault.upload_over_bare_pipeline": "≥ 0.8",
    "vault.upload_grown_mebibytes": "≤ 8",
    "vault.stream_grown_mebibytes.of_64": "≤ 8",
    "vault.stream_grown_mebibytes.of_1024": "≤ 8",
    "vault.stream_grown_mebibytes.of_4096": "≤ 8",
    "vault.decide_above_bare_queries_microseconds": "≤ 25",
    "vault.decide_above_reading_microseconds": "≤ 25",
    "vault.carriers_list_over_unfiltered": "≤ 2",
    "vault.carriers_list_for_few_over_unfiltered": "≤ 2",
    "vault.carriers_list_for_office_over_unfiltered": "≤ 2",
    "vault.rewrap_over_bare_crypto": "≥ 0.3",
}
