// The part of a picture that lies on the frame.
uniform vec4 u_place; // corner and size in px
uniform vec4 u_view;
out vec2 v_texel;

void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
    v_texel = corner * u_place.zw;
    gl_Position = vec4((u_place.xy + v_texel) * u_view.xy + u_view.zw, 0.0, 1.0);
}
