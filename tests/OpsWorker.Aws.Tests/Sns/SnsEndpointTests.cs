using System.Net;
using System.Net.Sockets;
using System.Text;
using OpsWorker.Aws.Sns;

namespace OpsWorker.Aws.Tests.Sns;

public sealed class SnsEndpointTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly HttpClient _http = SnsEndpoint.CreateClient();
    private readonly SnsEndpoint _endpoint;

    public SnsEndpointTests()
    {
        _listener.Start();
        _endpoint = new SnsEndpoint(_http);
    }

    private Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/a.pem");

    [Fact]
    public async Task A_certificate_is_fetched()
    {
        var answering = AnswerAsync("200 OK", "pem");

        (await _endpoint.GetCertificateAsync(Address, TestContext.Current.CancellationToken)).ShouldBe("pem");

        (await answering).ShouldStartWith("GET /a.pem ");
    }

    [Fact]
    public async Task A_subscription_is_confirmed_by_a_request()
    {
        var answering = AnswerAsync("200 OK", "<ConfirmSubscriptionResponse/>");

        await _endpoint.ConfirmSubscriptionAsync(Address, TestContext.Current.CancellationToken);

        (await answering).ShouldStartWith("GET /a.pem ");
    }

    [Theory]
    [InlineData("302 Found\r\nLocation: http://127.0.0.1:1/")]
    [InlineData("403 Forbidden")]
    public async Task A_redirection_and_a_refusal_are_errors(string status)
    {
        var answering = AnswerAsync(status, "");

        await Should.ThrowAsync<HttpRequestException>(() =>
            _endpoint.ConfirmSubscriptionAsync(Address, TestContext.Current.CancellationToken));
        await answering;
    }

    [Fact]
    public async Task An_answer_that_is_larger_than_a_certificate_is_an_error()
    {
        var answering = AnswerAsync("200 OK", new string('x', 100_000));

        await Should.ThrowAsync<HttpRequestException>(() => _endpoint.GetCertificateAsync(Address, TestContext.Current.CancellationToken));
        await answering;
    }

    public void Dispose()
    {
        _http.Dispose();
        _listener.Dispose();
    }

    // Answers one request and returns it.
    private async Task<string> AnswerAsync(string status, string body)
    {
        using var connection = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = connection.GetStream();
        var buffer = new byte[4096];
        var length = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
        var answer = $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // A client that reads no further closes the connection.
        }

        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}
