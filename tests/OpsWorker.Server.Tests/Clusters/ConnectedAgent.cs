using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OpsWorker.Server.Tests.Clusters;

/// <summary>An agent with a session, as it calls the SQS-compatible endpoint: each request is signed (AWS Signature Version 4).</summary>
internal sealed record ConnectedAgent(Tenant Tenant, string ClusterId, string CommandQueueUrl, string ResultQueueUrl)
{
    private static readonly string[] s_signed = ["host", "x-amz-date", "x-amz-security-token", "x-amz-target"];

    public string? SessionToken { get; init; }

    public string AccessKeyId { get; init; } = "";

    public string Secret { get; init; } = "";

    public string Region { get; init; } = "us-east-1";

    public string Service { get; init; } = "sqs";

    public IReadOnlyList<string> SignedHeaders { get; init; } = s_signed;

    /// <summary>The time of the signature, from now.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>Changes a request after it was signed.</summary>
    public Action<HttpRequestMessage> AfterSigning { get; init; } = _ => { };

    public static ConnectedAgent Of(Tenant tenant, Answer session)
    {
        var credentials = session.Json.GetProperty("credentials");
        return new ConnectedAgent(
            tenant, session.Text("clusterId")!, session.Text("commandQueueUrl")!, session.Text("resultQueueUrl")!)
        {
            SessionToken = credentials.GetProperty("sessionToken").GetString(),
            AccessKeyId = credentials.GetProperty("accessKeyId").GetString()!,
            Secret = credentials.GetProperty("secretAccessKey").GetString()!,
        };
    }

    public Task<Answer> CallAsync(string operation, object request) =>
        SendBytesAsync(operation, JsonSerializer.SerializeToUtf8Bytes(request));

    public Task<Answer> SendBytesAsync(string operation, byte[] body)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, Tenant.Address) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        message.Headers.TryAddWithoutValidation("X-Amz-Target", "AmazonSQS." + operation);
        if (SessionToken is not null) message.Headers.Add("X-Amz-Security-Token", SessionToken);
        Sign(message, body);
        AfterSigning(message);
        return Tenant.SendAsync(message);
    }

    public Task<Answer> ReceiveAsync(string queueUrl) =>
        CallAsync("ReceiveMessage", new { QueueUrl = queueUrl, MessageSystemAttributeNames = (string[])["All"] });

    public Task<Answer> SendAsync(string queueUrl, string body) =>
        CallAsync("SendMessage", new { QueueUrl = queueUrl, MessageBody = body });

    private void Sign(HttpRequestMessage message, byte[] body)
    {
        var date = (TimeProvider.System.GetUtcNow() + Skew).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        message.Headers.Add("X-Amz-Date", date);
        var headers = SignedHeaders.Select(name => $"{name}:{(name == "host" ? Tenant.Address.Authority : Header(message, name))}\n");
        var names = string.Join(';', SignedHeaders);
        var canonical = $"POST\n{Tenant.Address.AbsolutePath}\n\n{string.Concat(headers)}\n{names}\n{Hex(SHA256.HashData(body))}";
        var scope = $"{date[..8]}/{Region}/{Service}/aws4_request";
        var text = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (var part in (string[])[date[..8], Region, Service, "aws4_request", text])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        message.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={AccessKeyId}/{scope}, SignedHeaders={string.Join(';', SignedHeaders)}, Signature={Hex(key)}");
    }

    private static string Header(HttpRequestMessage message, string name) =>
        message.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
