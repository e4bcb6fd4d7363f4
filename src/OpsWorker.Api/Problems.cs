using Microsoft.AspNetCore.Http;
using OpsWorker.Core;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Api;

/// <summary>Errors as problem details (RFC 9457).</summary>
internal static class Problems
{
    private const string RetryAfterSeconds = "10";

    public static IResult Unauthorized(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status401Unauthorized, title: "The credential is missing or not valid.");

    public static IResult NotFound(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound, title: "There is no such thing.");

    public static IResult Forbidden(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status403Forbidden, title: "The credential does not allow this.");

    public static IResult Unavailable(string detail) => TypedResults.Problem(
        detail, statusCode: StatusCodes.Status503ServiceUnavailable, title: "A service that is needed does not answer.");

    public static IResult Conflict(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict, title: "There is one already.");

    public static IResult Refused(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict, title: "As things stand this cannot be done.");

    /// <summary>Adds the reason to a response without a body, and to a fault the time after which a repetition is worth while.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var response = context.HttpContext.Response;
        if (context.Exception is StoreUnavailableException unavailable)
        {
            context.ProblemDetails.Detail ??= unavailable.Message;
            response.Headers.RetryAfter = RetryAfterSeconds;
        }

        context.ProblemDetails.Detail ??= DetailOf(response.StatusCode);
    }

    /// <summary>Advice for a status that routing responded with; null for others.</summary>
    public static string? DetailOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is no such path: see /openapi/v1.json.",
        StatusCodes.Status405MethodNotAllowed => "The path does not take this method: see /openapi/v1.json.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as JSON, with the header `Content-Type: application/json`.",
        StatusCodes.Status500InternalServerError => "The request failed by a fault of the server; its log has the details.",
        _ => null,
    };

    /// <summary>A payload that cannot be accepted.</summary>
    public static IResult Invalid(InvalidPayloadException error) => Invalid(
        error.Field, error.Message, error.TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest);

    /// <summary>A validation error of one field.</summary>
    public static IResult Invalid(string field, string detail, int status = StatusCodes.Status400BadRequest) =>
        TypedResults.Problem(
            detail,
            statusCode: status,
            title: status == StatusCodes.Status413PayloadTooLarge ? "The request is too large." : "The request cannot be understood.",
            extensions: [new("field", field)]);
}
