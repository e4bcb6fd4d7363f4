using Microsoft.AspNetCore.Http;
using OpsWorker.Core;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Api.Webhooks;

/// <summary>The accepted alerts.</summary>
/// <param name="Alerts">The alerts' ids, in the order of the payload.</param>
/// <param name="Truncated">Alerts that the sender omitted.</param>
internal sealed record AcceptedResponse(IReadOnlyList<string> Alerts, int Truncated);

/// <summary>Accepts a request's body as a payload of alerts.</summary>
internal static class IntakeRequest
{
    /// <summary>202 once the alerts are durably queued; else the error in the payload.</summary>
    public static async Task<IResult> AcceptAsync(
        HttpRequest request, IAlertSource source, OrganisationId organisation, IntakeService intake, CancellationToken cancellationToken)
    {
        try
        {
            var payload = await RequestBody.ReadAsync(request, IntakeLimits.MaxPayloadBytes, cancellationToken);
            var batch = await intake.AcceptAsync(source, organisation, payload, cancellationToken);
            return TypedResults.Json(
                new AcceptedResponse([.. batch.Alerts.Select(alert => alert.Id)], batch.Truncated),
                ApiJson.Default.AcceptedResponse,
                statusCode: StatusCodes.Status202Accepted);
        }
        catch (InvalidPayloadException e)
        {
            var status = e.TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest;
            return Problems.Invalid(e.Field, e.Message, status);
        }
    }
}
