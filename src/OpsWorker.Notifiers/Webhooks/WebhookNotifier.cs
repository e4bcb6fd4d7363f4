using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Notifiers.Webhooks;

/// <summary>
/// Posts JSON to an address, signed with a shared secret: HMAC-SHA256 of the time, a dot and the body. A message whose answer was lost is
/// posted again with the same <c>OpsWorker-Event-Id</c>.
/// </summary>
/// <param name="http">The client for the address.</param>
/// <param name="url">The address. A secret.</param>
/// <param name="secret">The shared secret.</param>
/// <param name="time">The clock.</param>
public sealed class WebhookNotifier(HttpClient http, Uri url, string secret, TimeProvider time) : StagedNotifier
{
    /// <summary>The header of the signature: <c>t=1772334032,v1=…</c>.</summary>
    public const string SignatureHeader = "OpsWorker-Signature";

    /// <summary>The header of the message's id.</summary>
    public const string EventIdHeader = "OpsWorker-Event-Id";

    private readonly NotifierHttp _http = new(http, time);
    private readonly TimeProvider _time = time;

    /// <inheritdoc/>
    public override string Name => "webhook";

    /// <inheritdoc/>
    protected override async Task<NotifierResult?> SendAsync(StagedMessage message, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(WebhookEvent.Of(message), NotifierJson.Default.WebhookEvent);
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = NotifierHttp.Json(body) };
        request.Headers.Add(SignatureHeader, SignatureOf(body));
        request.Headers.Add(EventIdHeader, message.Id);
        return (await _http.SendAsync("The webhook", request, cancellationToken)).Failure;
    }

    private string SignatureOf(byte[] body)
    {
        var seconds = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes(seconds + "."));
        hash.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
