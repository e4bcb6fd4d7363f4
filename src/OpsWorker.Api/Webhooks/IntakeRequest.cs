using Microsoft.AspNetCore.Http;
using OpsWorker.Core;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Api.Webhooks;

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
            return Accepted(await intake.AcceptAsync(source, organisation, payload, cancellationToken));
        }
        catch (InvalidPayloadException e)
        {
            return Problems.Invalid(e);
        }
    }

    /// <summary>The response to a payload whose alerts are queued.</summary>
    public static IResult Accepted(AlertBatch batch) =>
        TypedResults.Json(AcceptedResponse.Of(batch), ApiJson.Default.AcceptedResponse, statusCode: StatusCodes.Status202Accepted);
}
