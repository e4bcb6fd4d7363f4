using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsWorker.Core;
using OpsWorker.Pipeline.Access;

namespace OpsWorker.Api.Keys;

/// <summary>Endpoints to add, read, revoke and rotate API keys and webhook keys.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/keys");
        keys.MapPost("", AddAsync)
            .WithName("addKey")
            .Accepts<AddKeyRequest>("application/json")
            .Produces<NewKeyResponse>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Adds an API key or a webhook key, which is shown only once.");
        keys.MapGet("", ListAsync)
            .WithName("listKeys")
            .Produces<Page<KeyResponse>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("The keys that have not expired, in order of id.");
        keys.MapGet("/{id}", GetAsync)
            .WithName("getKey")
            .Produces<KeyResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One key, without its secret.");
        keys.MapDelete("/{id}", RevokeAsync)
            .WithName("revokeKey")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Revokes a key at once.");
        keys.MapPost("/{id}/rotate", RotateAsync)
            .WithName("rotateKey")
            .Accepts<RotateKeyRequest>(isOptional: true, "application/json")
            .Produces<NewKeyResponse>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Issues a key in place of another, which stays valid for a grace period.");
    }

    private static Task<IResult> AddAsync(
        HttpRequest request, Caller caller, KeyLifecycle keys, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync(request, KeyRequestJson.Default.AddKeyRequest, async body =>
        {
            if (body?.Kind is not { } kind) return Problems.Invalid("kind", "Api or Webhook was expected.");
            try
            {
                var added = await keys.AddAsync(
                    caller.Principal,
                    new KeyRequest(kind, body.Name, body.Role, body.Scopes, body.Source, body.Workspace, body.ExpiresAt),
                    cancellationToken);
                return Created(added);
            }
            catch (InvalidKeyException e)
            {
                return Problems.Invalid(e.Field, e.Message);
            }
        });

    private static Task<IResult> ListAsync(
        string? limit, string? cursor, Caller caller, KeyLifecycle keys, CancellationToken cancellationToken) =>
        PageQuery.ListAsync(limit, cursor, async page =>
        {
            var found = await keys.ListAsync(caller.Principal, page, cancellationToken);
            return new Page<KeyResponse>([.. found.Items.Select(KeyResponse.Of)], found.NextToken);
        });

    private static async Task<IResult> GetAsync(string id, Caller caller, KeyLifecycle keys, CancellationToken cancellationToken) =>
        await keys.GetAsync(caller.Principal, id, cancellationToken) is { } key ? TypedResults.Ok(KeyResponse.Of(key)) : NotFound(id);

    private static async Task<IResult> RevokeAsync(string id, Caller caller, KeyLifecycle keys, CancellationToken cancellationToken) =>
        await keys.RevokeAsync(caller.Principal, id, cancellationToken) ? TypedResults.NoContent() : NotFound(id);

    private static Task<IResult> RotateAsync(
        string id, HttpRequest request, Caller caller, KeyLifecycle keys, TimeProvider time, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync(request, KeyRequestJson.Default.RotateKeyRequest, async body =>
        {
            var hours = body?.GraceHours ?? KeyLifecycle.DefaultGrace.TotalHours;
            if (!(hours >= 0 && hours <= KeyLifecycle.MaxGrace.TotalHours))
            {
                return Problems.Invalid("graceHours", $"A number from 0 to {KeyLifecycle.MaxGrace.TotalHours} was expected.");
            }

            var grace = TimeSpan.FromHours(hours);
            var rotated = await keys.RotateAsync(caller.Principal, id, grace, cancellationToken);
            return rotated is null ? NotFound(id) : Created(rotated, time.GetUtcNow() + grace);
        });

    private static IResult Created(KeyWithSecret added, DateTimeOffset? previousExpiresAt = null) => TypedResults.Created(
        $"/v1/keys/{added.Record.Id}", new NewKeyResponse(KeyResponse.Of(added.Record), added.Key, previousExpiresAt));

    private static IResult NotFound(string id) => Problems.NotFound($"There is no key {id}.");
}
