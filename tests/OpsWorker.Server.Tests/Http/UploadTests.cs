using System.Net;

namespace OpsWorker.Server.Tests.Http;

public sealed class UploadTests(RunningServer server)
{
    private const string Key = "investigations/inv_0/2.json.gz";
    private static readonly byte[] Content = [1, 2, 3];

    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_sent_to_an_upload_address_is_stored_for_its_organisation_alone()
    {
        var tenant = await server.CreateTenantAsync();
        var address = await AddressAsync(tenant, TimeSpan.FromMinutes(1));

        (await PutAsync(address, Content)).Status.ShouldBe(HttpStatusCode.NoContent);

        (await server.Store.Evidence.GetAsync(tenant.Organisation, Key, _cancel)).ShouldNotBeNull().ToArray().ShouldBe(Content);
        (await server.Store.Evidence.GetAsync(server.Default.Organisation, Key, _cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task An_address_that_has_expired_is_refused()
    {
        var tenant = await server.CreateTenantAsync();
        var address = await AddressAsync(tenant, TimeSpan.FromTicks(1));

        await ShouldBeRefusedAsync(tenant, address);
    }

    [Fact]
    public async Task An_address_that_was_changed_is_refused()
    {
        var tenant = await server.CreateTenantAsync();
        var address = await AddressAsync(tenant, TimeSpan.FromMinutes(1));
        var another = await AddressAsync(server.Default, TimeSpan.FromMinutes(1));
        string[] token = address.Segments[^1].Split('.');

        await ShouldBeRefusedAsync(tenant, With($"{another.Segments[^1].Split('.')[0]}.{token[1]}"));
        await ShouldBeRefusedAsync(tenant, With($"{token[0]}.{new string('A', token[1].Length)}"));
        await ShouldBeRefusedAsync(tenant, With(token[0]));
        await ShouldBeRefusedAsync(tenant, With("nonsense"));
    }

    private async Task ShouldBeRefusedAsync(Tenant tenant, Uri address)
    {
        (await PutAsync(address, Content)).ShouldBeProblem(HttpStatusCode.Forbidden);
        (await server.Store.Evidence.GetAsync(tenant.Organisation, Key, _cancel)).ShouldBeNull();
    }

    private Task<Uri> AddressAsync(Tenant tenant, TimeSpan validFor) =>
        server.Store.Evidence.CreateUploadAsync(tenant.Organisation, Key, validFor, _cancel);

    private Uri With(string token) => new(server.Address, $"v1/uploads/{token}");

    private static Task<Answer> PutAsync(Uri address, byte[] content) =>
        Tenant.SendAsync(new HttpRequestMessage(HttpMethod.Put, address) { Content = new ByteArrayContent(content) });
}
