// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.ramure.local.http.Json;
import org.ramure.local.template.Assembly.StackTemplate;

/// Replaces CloudFormation's functions by values. Names follow from stack and logical id, so
/// nothing has to exist before it is referred to, and a second start finds the same names.
final class Resolver {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");

  private final List<StackTemplate> stacks;
  private final Places places;
  private final Map<String, Resource> identities = new HashMap<>();
  private final Deque<String> underWay = new ArrayDeque<>();

  Resolver(List<StackTemplate> stacks, Places places) {
    this.stacks = stacks;
    this.places = places;
  }

  Resource resource(StackTemplate stack, String id) {
    JsonNode declared = stack.template().path("Resources").path(id);
    Resource identity = identity(stack, id);
    if (declared.has("Condition") && identity.kind() != Kind.METADATA) {
      throw new IllegalArgumentException(stack.name() + "/" + id + ": conditions are not played");
    }
    JsonNode properties =
        identity.kind() == Kind.METADATA
            ? Json.object()
            : resolve(stack, declared.path("Properties"));
    return new Resource(
        identity.kind(), stack.name(), id, identity.name(), identity.arn(), properties);
  }

  private JsonNode resolve(StackTemplate stack, JsonNode node) {
    if (node.isArray()) {
      var array = Json.array();
      node.forEach(element -> array.add(resolve(stack, element)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    if (node.size() == 1) {
      var only = node.properties().iterator().next();
      if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
        return function(stack, only.getKey(), only.getValue());
      }
    }
    return fields(stack, node);
  }

  private JsonNode fields(StackTemplate stack, JsonNode node) {
    var object = Json.object();
    for (var field : node.properties()) {
      JsonNode value = resolve(stack, field.getValue());
      if (!value.isMissingNode()) {
        object.set(field.getKey(), value);
      }
    }
    return object;
  }

  private JsonNode function(StackTemplate stack, String name, JsonNode argument) {
    return switch (name) {
      case "Ref" -> reference(stack, argument.asText());
      case "Fn::GetAtt" -> attribute(stack, argument);
      case "Fn::Sub" -> text(substitute(stack, argument));
      case "Fn::Join" -> text(join(argument.get(0).asText(), resolve(stack, argument.get(1))));
      case "Fn::ImportValue" -> imported(resolve(stack, argument).asText());
      case "Fn::Select" -> resolve(stack, argument.get(1)).path(argument.get(0).asInt());
      case "Fn::Split" -> split(argument.get(0).asText(), resolve(stack, argument.get(1)).asText());
      default ->
          throw new IllegalArgumentException(
              stack.name() + ": the local stack does not know the function " + name);
    };
  }

  private static JsonNode text(String value) {
    return TextNode.valueOf(value);
  }

  private static String join(String delimiter, JsonNode parts) {
    return String.join(
        delimiter, StreamSupport.stream(parts.spliterator(), false).map(JsonNode::asText).toList());
  }

  private static JsonNode split(String delimiter, String whole) {
    var parts = Json.array();
    for (String part : whole.split(Pattern.quote(delimiter), -1)) {
      parts.add(part);
    }
    return parts;
  }

  private JsonNode reference(StackTemplate stack, String id) {
    return switch (id) {
      case "AWS::Region" -> text(region(stack));
      case "AWS::AccountId" -> text(places.account());
      case "AWS::Partition" -> text("aws");
      case "AWS::URLSuffix" -> text("amazonaws.com");
      case "AWS::StackName" -> text(stack.name());
      case "AWS::StackId" -> text(arn("cloudformation", region(stack), "stack/" + stack.name()));
      case "AWS::NoValue" -> Json.object().path("no value");
      default -> parameterOrResource(stack, id);
    };
  }

  private JsonNode parameterOrResource(StackTemplate stack, String id) {
    JsonNode parameter = stack.template().path("Parameters").path(id);
    if (!parameter.isMissingNode()) {
      return parameter.path("Default");
    }
    Resource resource = identity(stack, id);
    return text(
        switch (resource.kind().ref) {
          case NAME -> resource.name();
          case ARN -> resource.arn();
          case URL -> queueUrl(resource);
        });
  }

  private String queueUrl(Resource queue) {
    return places.queues() + "/" + places.account() + "/" + queue.name();
  }

  private JsonNode attribute(StackTemplate stack, JsonNode argument) {
    return argument.isArray()
        ? attribute(stack, argument.get(0).asText(), argument.get(1).asText())
        : attribute(stack, argument.asText());
  }

  private JsonNode attribute(StackTemplate stack, String path) {
    int dot = path.indexOf('.');
    return attribute(stack, path.substring(0, dot), path.substring(dot + 1));
  }

  private JsonNode attribute(StackTemplate stack, String id, String attribute) {
    Resource resource = identity(stack, id);
    return text(
        switch (attribute) {
          case "Arn", "TopicArn", "AlarmArn" -> resource.arn();
          case "StreamArn" -> resource.arn() + "/stream/local";
          case "QueueUrl" -> queueUrl(resource);
          case "QueueName", "TopicName", "KeyId", "ApiId", "RoleId" -> resource.name();
          case "Id" -> resource.kind() == Kind.SECRET ? resource.arn() : resource.name();
          case "ApiEndpoint" -> places.api();
          default ->
              throw new IllegalArgumentException(
                  stack.name() + "/" + id + ": unknown attribute " + attribute);
        });
  }

  private String substitute(StackTemplate stack, JsonNode argument) {
    JsonNode variables = argument.isArray() ? argument.get(1) : Json.object();
    String pattern = argument.isArray() ? argument.get(0).asText() : argument.asText();
    return PLACEHOLDER
        .matcher(pattern)
        .replaceAll(
            match ->
                java.util.regex.Matcher.quoteReplacement(
                    placeholder(stack, match.group(1), variables)));
  }

  private String placeholder(StackTemplate stack, String name, JsonNode variables) {
    if (name.startsWith("!")) {
      return "${" + name.substring(1) + "}";
    }
    if (variables.has(name)) {
      return resolve(stack, variables.get(name)).asText();
    }
    return (name.contains(".") ? attribute(stack, name) : reference(stack, name)).asText();
  }

  private JsonNode imported(String export) {
    for (StackTemplate stack : stacks) {
      for (JsonNode output : stack.template().path("Outputs")) {
        JsonNode name = output.path("Export").path("Name");
        if (!name.isMissingNode() && resolve(stack, name).asText().equals(export)) {
          return resolve(stack, output.path("Value"));
        }
      }
    }
    throw new IllegalArgumentException("No stack exports " + export);
  }

  /// Name and ARN of a resource, without its properties: a name may refer to other names.
  private Resource identity(StackTemplate stack, String id) {
    String key = stack.name() + "/" + id;
    Resource known = identities.get(key);
    if (known != null) {
      return known;
    }
    if (underWay.contains(key)) {
      throw new IllegalArgumentException("Names refer to each other in a circle: " + underWay);
    }
    underWay.push(key);
    Resource identity = identify(stack, id);
    underWay.pop();
    identities.put(key, identity);
    return identity;
  }

  private Resource identify(StackTemplate stack, String id) {
    JsonNode declared = stack.template().path("Resources").path(id);
    Kind kind =
        Kind.of(declared.path("Type").asText())
            .orElseThrow(
                () -> new IllegalArgumentException(stack.name() + " has no resource " + id));
    JsonNode given = declared.path("Properties").path(kind.nameProperty);
    String name =
        given.isMissingNode() ? generated(stack, kind, id) : resolve(stack, given).asText();
    String resourcePart = kind.arnPrefix + name + (kind == Kind.SECRET ? "-local1" : "");
    String arn =
        kind == Kind.BUCKET
            ? "arn:aws:s3:::" + name
            : arn(kind.service, region(stack), resourcePart);
    return new Resource(kind, stack.name(), id, name, arn, Json.object());
  }

  private static String generated(StackTemplate stack, Kind kind, String id) {
    return switch (kind) {
      case BUCKET -> (stack.name() + "-" + id).toLowerCase(Locale.ROOT);
      case API -> id.toLowerCase(Locale.ROOT);
      default -> stack.name() + "-" + id;
    };
  }

  private String arn(String service, String region, String resourcePart) {
    String where = service.equals("iam") ? "" : region;
    return String.join(":", "arn:aws", service, where, places.account(), resourcePart);
  }

  private String region(StackTemplate stack) {
    return stack.region().startsWith("unknown") || stack.region().isEmpty()
        ? places.region()
        : stack.region();
  }
}
