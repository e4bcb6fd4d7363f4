using OpsWorker.Core.Access;

namespace OpsWorker.Core.Tests.Access;

public sealed class AccessKeysTests
{
    private static readonly OrganisationId Organisation = new("org_1");
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(AccessKeyKind.Webhook, "^oww_[A-Za-z0-9_-]{43}$")]
    [InlineData(AccessKeyKind.Api, "^owk_[A-Za-z0-9_-]{43}$")]
    public void A_key_begins_with_its_kind_and_has_32_random_bytes(AccessKeyKind kind, string form) =>
        AccessKeys.Create(Organisation, kind, Now).Key.ShouldMatch(form);

    [Fact]
    public void A_record_finds_its_key_and_does_not_have_it()
    {
        var (key, record) = AccessKeys.Create(Organisation, AccessKeyKind.Api, Now);

        record.Hash.ShouldBe(AccessKeys.Hash(key));
        record.ToString().ShouldNotContain(key);
        record.Id.ShouldNotContain(key[4..]);
        (record.Organisation, record.Kind, record.CreatedAt).ShouldBe((Organisation, AccessKeyKind.Api, Now));
    }

    [Fact]
    public void Two_keys_have_nothing_in_common()
    {
        var (first, firstRecord) = AccessKeys.Create(Organisation, AccessKeyKind.Api, Now);
        var (second, secondRecord) = AccessKeys.Create(Organisation, AccessKeyKind.Api, Now);

        first.ShouldNotBe(second);
        firstRecord.Id.ShouldNotBe(secondRecord.Id);
        firstRecord.Hash.ShouldNotBe(secondRecord.Hash);
    }

    [Fact]
    public void A_hash_is_sha_256_in_lower_case_hexadecimal() =>
        AccessKeys.Hash("abc").ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    [Theory]
    [InlineData("key oww_abc-D_1 used", "key oww_*** used")]
    [InlineData("GET /v1/webhooks/alertmanager/oww_abc?x=1", "GET /v1/webhooks/alertmanager/***?x=1")]
    [InlineData("PUT /v1/uploads/eyJhbGciOi.J9~%20 204", "PUT /v1/uploads/*** 204")]
    [InlineData("a window_owk_1 is no key", "a window_owk_1 is no key")]
    public void A_key_in_a_log_line_is_replaced(string line, string written) => AccessKeys.Redact(line).ShouldBe(written);

    [Theory]
    [InlineData("/v1/webhooks/")]
    [InlineData("owk_")]
    [InlineData("/v1/uploads/ ")]
    public void A_long_line_of_beginnings_of_keys_is_read_within_the_time_of_one_search(string beginning) =>
        AccessKeys.Redact(string.Concat(Enumerable.Repeat(beginning, 200_000))).ShouldNotBeNull();
}
