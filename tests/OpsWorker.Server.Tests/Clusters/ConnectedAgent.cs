namespace OpsWorker.Server.Tests.Clusters;

/// <summary>An agent with a session, as it calls the SQS-compatible endpoint.</summary>
internal sealed record ConnectedAgent(Tenant Tenant, string ClusterId, string CommandQueueUrl, string ResultQueueUrl, string? SessionToken)
{
    public static ConnectedAgent Of(Tenant tenant, Answer session) => new(
        tenant,
        session.Text("clusterId")!,
        session.Text("commandQueueUrl")!,
        session.Text("resultQueueUrl")!,
        session.Json.GetProperty("credentials").GetProperty("sessionToken").GetString());

    public Task<Answer> CallAsync(string operation, object request) => Tenant.SqsAsync(operation, SessionToken, request);

    public Task<Answer> ReceiveAsync(string queueUrl) =>
        CallAsync("ReceiveMessage", new { QueueUrl = queueUrl, MessageSystemAttributeNames = (string[])["All"] });

    public Task<Answer> SendAsync(string queueUrl, string body) =>
        CallAsync("SendMessage", new { QueueUrl = queueUrl, MessageBody = body });
}
