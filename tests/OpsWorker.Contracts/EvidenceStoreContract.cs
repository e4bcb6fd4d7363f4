using System.Security.Cryptography;
using System.Text;
using OpsWorker.Core;
using OpsWorker.Core.Investigations;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class EvidenceStoreContract(ContractFixture fixture) : PortContract<IEvidenceStore>(fixture)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private IEvidenceStore Evidence => Fixture.Evidence;

    [Theory]
    [InlineData("inv_1/1.json.gz")]
    [InlineData("report")]
    [InlineData("A-z_0.9/b/c/d.e")]
    public async Task Content_is_read_as_it_was_stored(string key)
    {
        var content = RandomNumberGenerator.GetBytes(10_000);

        await Evidence.PutAsync(Organisation, key, content, Cancel);

        (await ReadAsync(Organisation, key)).ShouldBe(content);
    }

    [Fact]
    public async Task Empty_and_large_content_is_kept()
    {
        var large = RandomNumberGenerator.GetBytes(8 * 1024 * 1024);
        await Evidence.PutAsync(Organisation, "large", large, Cancel);
        await Evidence.PutAsync(Organisation, "empty", ReadOnlyMemory<byte>.Empty, Cancel);

        (await ReadAsync(Organisation, "large"))!.AsSpan().SequenceEqual(large).ShouldBeTrue();
        (await ReadAsync(Organisation, "empty")).ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public async Task Too_large_content_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(
            () => Evidence.PutAsync(Organisation, "large", new byte[IEvidenceStore.MaxBytes + 1], Cancel));

    [Fact]
    public async Task Unknown_content_is_null() => (await ReadAsync(Organisation, "inv_1/none")).ShouldBeNull();

    [Fact]
    public async Task Later_content_takes_the_place_of_earlier()
    {
        await Evidence.PutAsync(Organisation, "key", "a longer first content"u8.ToArray(), Cancel);
        await Evidence.PutAsync(Organisation, "key", "second"u8.ToArray(), Cancel);

        (await ReadAsync(Organisation, "key")).ShouldBe("second"u8.ToArray());
    }

    [Fact]
    public async Task A_key_may_continue_another()
    {
        await Evidence.PutAsync(Organisation, "a", "1"u8.ToArray(), Cancel);
        await Evidence.PutAsync(Organisation, "a/b", "2"u8.ToArray(), Cancel);
        await Evidence.PutAsync(Organisation, "a/b/c", "3"u8.ToArray(), Cancel);

        (await ReadAsync(Organisation, "a")).ShouldBe("1"u8.ToArray());
        (await ReadAsync(Organisation, "a/b")).ShouldBe("2"u8.ToArray());
        (await ReadAsync(Organisation, "a/b/c")).ShouldBe("3"u8.ToArray());
    }

    [Fact]
    public async Task Another_organisations_content_is_null_and_stays()
    {
        await Evidence.PutAsync(Organisation, "key", "mine"u8.ToArray(), Cancel);

        (await ReadAsync(Other, "key")).ShouldBeNull();
        await Evidence.PutAsync(Other, "key", "theirs"u8.ToArray(), Cancel);

        (await ReadAsync(Organisation, "key")).ShouldBe("mine"u8.ToArray());
    }

    [Fact]
    public async Task Of_parallel_writers_one_content_stays_whole()
    {
        var contents = Enumerable.Range(0, 8).Select(i => Encoding.UTF8.GetBytes(new string((char)('a' + i), 100_000))).ToList();

        await Task.WhenAll(contents.Select(c => Task.Run(() => Evidence.PutAsync(Organisation, "key", c, Cancel))));

        var stored = (await ReadAsync(Organisation, "key")).ShouldNotBeNull();
        contents.Any(c => c.AsSpan().SequenceEqual(stored)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../key")]
    [InlineData("a/../../b")]
    [InlineData("a/./b")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a%2e%2e")]
    [InlineData("a\0b")]
    [InlineData("a\n")]
    [InlineData("ä")]
    public async Task A_key_of_another_form_is_refused(string key)
    {
        await Should.ThrowAsync<ArgumentException>(() => Evidence.PutAsync(Organisation, key, new byte[1], Cancel));
        await Should.ThrowAsync<ArgumentException>(() => Evidence.GetAsync(Organisation, key, Cancel));
        await Should.ThrowAsync<ArgumentException>(() => Evidence.CreateUploadAsync(Organisation, key, Hour, Cancel));
    }

    [Fact]
    public async Task A_key_has_a_longest_length()
    {
        var longest = string.Join('/', Enumerable.Repeat(new string('k', 98), 5))[..EvidenceKey.MaxLength];
        await Evidence.PutAsync(Organisation, longest, "x"u8.ToArray(), Cancel);

        (await ReadAsync(Organisation, longest)).ShouldBe("x"u8.ToArray());
        await Should.ThrowAsync<ArgumentException>(() => Evidence.PutAsync(Organisation, longest + "k", new byte[1], Cancel));
    }

    [Fact]
    public async Task An_upload_address_stores_under_its_key_for_its_organisation()
    {
        var address = await Evidence.CreateUploadAsync(Organisation, "inv_1/2.gz", Hour, Cancel);

        (await Fixture.UploadAsync(address, "uploaded"u8.ToArray())).ShouldBeTrue();

        (await ReadAsync(Organisation, "inv_1/2.gz")).ShouldBe("uploaded"u8.ToArray());
        (await ReadAsync(Other, "inv_1/2.gz")).ShouldBeNull();
    }

    [Fact]
    public async Task An_upload_address_expires()
    {
        var address = await Evidence.CreateUploadAsync(Organisation, "late", TimeSpan.FromMinutes(5), Cancel);
        await Fixture.PassAsync(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        (await Fixture.UploadAsync(address, "uploaded"u8.ToArray())).ShouldBeFalse();

        (await ReadAsync(Organisation, "late")).ShouldBeNull();
    }

    private async Task<byte[]?> ReadAsync(OrganisationId organisation, string key) =>
        (await Evidence.GetAsync(organisation, key, Cancel))?.ToArray();
}
