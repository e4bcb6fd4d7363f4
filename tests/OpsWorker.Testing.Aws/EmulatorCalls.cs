using System.Net.Http.Headers;
using System.Text.Json;

namespace OpsWorker.Testing.Aws;

/// <summary>
/// Calls that only tests make, for which our clients have no operation. They carry the name of the service and no true
/// signature, which an emulator does not check.
/// </summary>
public sealed class EmulatorCalls(Uri endpoint) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = endpoint };

    public async Task<string> CreateTopicAsync(string name)
    {
        var answer = await CallSnsAsync(new()
        {
            ["Action"] = "CreateTopic",
            ["Name"] = name,
            ["Attributes.entry.1.key"] = "FifoTopic",
            ["Attributes.entry.1.value"] = "true",
        });
        return answer.Split("<TopicArn>")[1].Split("</TopicArn>")[0];
    }

    public Task SubscribeAsync(string topicArn, string queueArn) => CallSnsAsync(new()
    {
        ["Action"] = "Subscribe",
        ["TopicArn"] = topicArn,
        ["Protocol"] = "sqs",
        ["Endpoint"] = queueArn,
        ["Attributes.entry.1.key"] = "RawMessageDelivery",
        ["Attributes.entry.1.value"] = "true",
    });

    public async Task PutParameterAsync(string name, string value)
    {
        var body = JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["Name"] = name,
            ["Value"] = value,
            ["Type"] = "SecureString",
        });
        using var content = new StringContent(body, MediaTypeHeaderValue.Parse("application/x-amz-json-1.1"));
        content.Headers.Add("X-Amz-Target", "AmazonSSM.PutParameter");
        await CallAsync("ssm", content);
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> CallSnsAsync(Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form.Append(new("Version", "2010-03-31")));
        return await CallAsync("sns", content);
    }

    private async Task<string> CallAsync(string service, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential=testing/20260301/{AwsEndpoint.Region}/{service}/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await _http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? answer : throw new InvalidOperationException(answer);
    }
}
