using System.Net;

namespace OpsWorker.Testing.Aws;

/// <summary>
/// Operations of SNS that our client lacks, as only tests need them. They are not signed: an emulator reads the service's
/// name from the header and does not check the signature.
/// </summary>
public sealed class EmulatorCalls(Uri endpoint) : IDisposable
{
    // An emulator looks through all that other tests have made meanwhile, and fails where one of them adds to it.
    private const int Attempts = 5;

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

    public void Dispose() => _http.Dispose();

    private async Task<string> CallSnsAsync(Dictionary<string, string> form)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (status, answer) = await SendAsync(form);
            if (status == HttpStatusCode.OK) return answer;
            if (status != HttpStatusCode.InternalServerError || attempt == Attempts) throw new InvalidOperationException(answer);
        }
    }

    private async Task<(HttpStatusCode Status, string Answer)> SendAsync(Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form.Append(new("Version", "2010-03-31")));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential=testing/20260301/{AwsEndpoint.Region}/sns/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
