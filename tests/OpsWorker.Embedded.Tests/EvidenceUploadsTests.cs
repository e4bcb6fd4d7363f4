using System.Buffers.Text;
using System.Text;
using OpsWorker.Core;
using OpsWorker.Embedded.Evidence;

namespace OpsWorker.Embedded.Tests;

public sealed class EvidenceUploadsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    private static readonly EvidenceUpload Upload = new(new OrganisationId("org_1"), "inv_1/1.gz", Now.AddHours(1));

    private readonly EvidenceUploads _uploads = new(new byte[32]);

    [Fact]
    public void A_token_names_the_upload_that_it_allows()
    {
        _uploads.TryRead(_uploads.Write(Upload), Now, out var upload).ShouldBeTrue();

        upload.ShouldBe(Upload);
    }

    [Fact]
    public void A_token_ends_at_its_expiry()
    {
        var token = _uploads.Write(Upload);

        _uploads.TryRead(token, Upload.ExpiresAt.AddTicks(-1), out _).ShouldBeTrue();
        _uploads.TryRead(token, Upload.ExpiresAt, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_token_made_with_another_key_is_refused()
    {
        var others = new EvidenceUploads([.. Enumerable.Repeat((byte)1, 32)]);

        _uploads.TryRead(others.Write(Upload), Now, out var upload).ShouldBeFalse();
        upload.ShouldBeNull();
    }

    [Fact]
    public void A_statement_that_was_changed_is_refused()
    {
        var signature = _uploads.Write(Upload).Split('.')[1];
        var statement = Encoding.UTF8.GetBytes($"{Upload.ExpiresAt.UtcTicks}\norg_2\n{Upload.Key}");

        _uploads.TryRead($"{Base64Url.EncodeToString(statement)}.{signature}", Now, out _).ShouldBeFalse();
    }

    [Fact]
    public void No_single_changed_character_is_accepted()
    {
        var token = _uploads.Write(Upload);
        for (var i = 0; i < token.Length; i++)
        {
            var changed = token.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';

            // The last character of a part may have bits that mean nothing; the statement is the same then.
            if (_uploads.TryRead(new string(changed), Now, out var upload)) upload.ShouldBe(Upload);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a")]
    [InlineData("a.b.c")]
    [InlineData("?.?")]
    [InlineData("YQ.YQ")]
    [InlineData("ä.ö")]
    public void Nonsense_is_refused(string token) => _uploads.TryRead(token, Now, out _).ShouldBeFalse();

    [Fact]
    public void An_endless_token_is_refused() => _uploads.TryRead(new string('a', 1_000_000), Now, out _).ShouldBeFalse();
}
