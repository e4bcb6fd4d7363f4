using Microsoft.AspNetCore.Http;
using OpsWorker.Core.Access;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Api.Webhooks;

/// <summary>Accepts the webhooks of a source with a key, and records what is refused.</summary>
internal sealed class WebhookReceiver(WebhookVerification verification, IntakeService intake, WebhookRefusals refusals)
{
    /// <summary>202 once the alerts are durably queued; else the error.</summary>
    public async Task<IResult> ReceiveAsync(
        HttpRequest request, IAlertSource source, AccessKey key, CancellationToken cancellationToken)
    {
        var organisation = key.Organisation;
        try
        {
            var address = WebhookAddress.Read(source, request.Query);
            var payload = await RequestBody.ReadAsync(request, IntakeLimits.MaxPayloadBytes, cancellationToken);
            if (await verification.VerifyAsync(request, payload, address, organisation, cancellationToken)) return Confirmed();
            var batch = await intake.AcceptAsync(
                address.Source, organisation, payload, address.Cluster, key.Workspace, cancellationToken);
            if (batch.Refused.Count > 0) refusals.Record(source.Name, "an alert cannot be read", organisation, batch.Refused.Count);
            return IntakeRequest.Accepted(batch);
        }
        catch (InvalidPayloadException e)
        {
            refusals.Record(source.Name, ReasonOf(e), organisation);
            return Problems.Invalid(e);
        }
        catch (InvalidSignatureException e)
        {
            refusals.Record(source.Name, "its signature is not valid", organisation);
            return Problems.Unauthorized(e.Message);
        }
        catch (HttpRequestException)
        {
            refusals.Record(source.Name, "SNS does not answer", organisation);
            return Problems.Unavailable(
                "The certificate or the confirmation of the subscription could not be fetched from SNS; send it again.");
        }
    }

    private static IResult Confirmed() =>
        IntakeRequest.Accepted(new AlertBatch([], 0) { Skipped = [new PayloadProblem("", "The subscription is confirmed.")] });

    private static string ReasonOf(InvalidPayloadException error) =>
        error.TooLarge ? "it is too large"
        : error.LooksLike is not null ? "it is a payload of another source"
        : "it cannot be read";
}
