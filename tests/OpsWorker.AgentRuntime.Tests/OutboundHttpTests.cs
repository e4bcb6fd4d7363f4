using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsWorker.Kubernetes.Readers.Live.Probes;

namespace OpsWorker.AgentRuntime.Tests;

public sealed class OutboundHttpTests : IAsyncLifetime
{
    private WebApplication _server = null!;
    private int _requests;

    private Uri Address => new(_server.Urls.First());

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(context =>
        {
            Interlocked.Increment(ref _requests);
            if (context.Request.Path == "/moved") context.Response.Redirect("/", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        await _server.StartAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_configured_server_may_be_on_the_loopback_address_and_redirects_are_not_followed()
    {
        using var http = new HttpClient(OutboundHttp.CreateHandler(Address));

        (await http.GetAsync(Address, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.PostAsync(new Uri(Address, "/moved"), null, TestContext.Current.CancellationToken)).StatusCode
            .ShouldBe(HttpStatusCode.TemporaryRedirect);
        _requests.ShouldBe(2);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("127.1.2.3")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::127.0.0.1]")]
    public async Task Another_server_there_gets_no_connection_whatever_its_name(string host)
    {
        var elsewhere = new Uri($"http://example.org:{Address.Port}");
        using var http = new HttpClient(OutboundHttp.CreateHandler(new Uri("http://127.0.0.1:1"), elsewhere));

        var failure = await Should.ThrowAsync<HttpRequestException>(
            () => http.GetAsync(new Uri($"http://{host}:{Address.Port}/"), TestContext.Current.CancellationToken));

        failure.Message.ShouldContain("nothing is sent");
        _requests.ShouldBe(0);
    }

    [Theory]
    [InlineData("169.254.169.254", false)]
    [InlineData("169.254.170.2", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("fd20:ce::254", false)]
    [InlineData("192.0.0.192", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("64:ff9b:1::a9fe:a9fe", false)]
    [InlineData("2002:a9fe:a9fe::1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::169.254.169.254", false)]
    [InlineData("::ffff:0:169.254.169.254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.0.0.1", true)]
    [InlineData("192.168.1.1", true)]
    [InlineData("fd12:3456::1", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("2001:4860:4860::8888", true)]
    [InlineData("52.94.1.1", true)]
    public void Addresses_of_loopback_links_and_metadata_are_refused_in_each_of_their_forms(string address, bool allowed) =>
        ClusterAddress.MayBeAsked(IPAddress.Parse(address)).ShouldBe(allowed);
}
